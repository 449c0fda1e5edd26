import { expect, it } from 'vitest';
import { Proof, type JudgedRequirement } from './proof.ts';

function proofOf(...proves: string[]) {
  let judged: JudgedRequirement[] = [];
  const proof = new Proof(proves, (all) => {
    judged = all;
  });
  return { proof, states: () => Object.fromEntries(judged.map(({ id, state }) => [id, state])), judged: () => judged };
}
const fail = (message: string) => () => {
  throw new RangeError(message);
};

it('goes on after a failure, and throws the first one at the end', async () => {
  const { proof, states, judged } = proofOf('a', 'b', 'c');
  await proof.prove('a', fail('first'));
  await proof.prove('b', async () => fail('second')());
  await proof.prove('c', async () => {});
  expect(states()).toEqual({ a: 'not-met', b: 'not-met', c: 'met' });
  expect(judged()[1]?.error).toMatchObject({ name: 'RangeError', message: 'second' });
  expect(() => proof.end()).toThrow('first');
});

it('keeps a failure when a later block of the same requirement ends well', async () => {
  const { proof, states } = proofOf('a');
  await proof.prove('a', fail('first'));
  await proof.prove('a', () => {});
  expect(states()).toEqual({ a: 'not-met' });
});

it('counts a requirement as not met while its block is under way', async () => {
  const { proof, states, judged } = proofOf('a');
  const block = Promise.withResolvers<void>();
  const proving = proof.prove('a', () => block.promise);
  expect(states()).toEqual({ a: 'not-met' });
  expect(judged()[0]?.error).toBeUndefined();
  expect(() => proof.end()).toThrow('was not awaited');
  block.resolve();
  await proving;
  expect(states()).toEqual({ a: 'met' });
});

it('takes what no block has judged for met when the body has come to its end', async () => {
  const { proof, states } = proofOf('a', 'b');
  await proof.prove('b', () => {});
  proof.end();
  expect(states()).toEqual({ a: 'met', b: 'met' });
});

it('refuses a requirement that the test does not name', async () => {
  await expect(proofOf('a').proof.prove('z', () => {})).rejects.toThrow('does not say that it proves "z"');
});

it('keeps a thrown value that is no Error as what it is', async () => {
  const { proof, judged } = proofOf('a');
  await proof.prove('a', () => Promise.reject('oops'));
  expect(judged()[0]?.error).toMatchObject({ message: 'oops', stack: '' });
});
