import { expect, test } from 'vitest';
import { removeTopics } from './remove-topics.ts';

const refusal = (code: number): Error => Object.assign(new Error('refused'), { code });

/** An admin client that remembers what it was asked for. */
function admin(answer: () => Promise<unknown>) {
  const asked: string[][] = [];
  return { asked, deleteTopics: ({ topics }: { topics: string[] }) => (asked.push(topics), answer()) };
}

test('nothing is asked for where there is nothing to delete', async () => {
  const client = admin(() => Promise.resolve());
  await removeTopics(client, []);
  await removeTopics(client, ['a', 'b']);
  expect(client.asked).toEqual([['a', 'b']]);
});

test('a broker that refuses to delete any topic is no failure, and one that fails is', async () => {
  await removeTopics(
    admin(() => Promise.reject(refusal(73))),
    ['a'],
  );
  const unknownTopic = admin(() => Promise.reject(refusal(3)));
  await expect(removeTopics(unknownTopic, ['a'])).rejects.toThrow('refused');
});
