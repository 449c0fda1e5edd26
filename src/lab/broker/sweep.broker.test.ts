import { expect, inject, test } from 'vitest';
import { kafkaClient } from '../../kafka/client.ts';
import { removeByPrefix } from './sweep.ts';

const { connection, prefix } = inject('workbook');

test('what begins with the prefix is removed, and nothing else', async () => {
  const [mine, other] = [`${prefix}-sweep-`, `${prefix}-other-`];
  const admin = kafkaClient(connection, { retries: 5 }).admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic: `${mine}a` }, { topic: `${mine}b` }, { topic: `${other}a` }] });
    const partitions = [{ partition: 0, offset: '0' }];
    await admin.setOffsets({ groupId: `${mine}group`, topic: `${mine}a`, partitions });
    await admin.setOffsets({ groupId: `${other}group`, topic: `${other}a`, partitions });
    const removed = await removeByPrefix(connection, mine);
    expect(removed.topics.toSorted()).toEqual([`${mine}a`, `${mine}b`]);
    expect(removed).toMatchObject({ groups: [`${mine}group`], kept: [] });
    expect(await removeByPrefix(connection, other)).toEqual({
      topics: [`${other}a`],
      groups: [`${other}group`],
      kept: [],
    });
  } finally {
    await admin.disconnect();
  }
});

test('of two that remove the same at once each topic is removed by one, and nothing is left', async () => {
  const mine = `${prefix}-race-`;
  const admin = kafkaClient(connection, { retries: 5 }).admin();
  await admin.connect();
  try {
    const topics = Array.from({ length: 12 }, (_, at) => `${mine}${at}`);
    for (let round = 0; round < 3; round += 1) {
      await admin.createTopics({ topics: topics.map((topic) => ({ topic })) });
      const both = await Promise.all([removeByPrefix(connection, mine), removeByPrefix(connection, mine)]);
      expect(both.flatMap((removed) => removed.topics).toSorted()).toEqual(topics.toSorted());
      expect(await removeByPrefix(connection, mine)).toMatchObject({ topics: [], groups: [] });
    }
  } finally {
    await admin.disconnect();
  }
});

test('an empty prefix, which would mean everything, is refused', async () => {
  await expect(removeByPrefix(connection, '')).rejects.toThrow('must not be empty');
});
