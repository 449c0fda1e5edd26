import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const records = ['a', 'b', 'c', 'd'].map((value, n) => ({ value, partition: n % 2 }));
const topic = await newTopic('letters', { partitions: 2, records });
const groupId = newGroup('readers');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
// The oldest record of partition 0 is deleted, as the broker does when records are old: it begins at offset 1 now.
await admin.fetchTopicOffsets(topic);
await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '1' }] });

async function read(how: string, move: (consumer: ReturnType<typeof kafka.consumer>) => void): Promise<void> {
  const seen: string[] = [];
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const joined = new Promise((resolve) => consumer.on('consumer.fetch', resolve));
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      seen.push(`${partition}/${message.offset}`);
    },
  });
  move(consumer);
  await joined;
  await wait(700);
  await consumer.disconnect();
  console.log(`${how}: ${seen.toSorted().join(' ') || 'nothing'}`);
}

await read('a new group, fromBeginning', () => {});
await read('once more, fromBeginning', () => {});
// #region seek
const beginnings = await admin.fetchTopicOffsets(topic);
console.log(beginnings.map(({ partition, low, high }) => `partition ${partition}: ${low} to ${high}`).toSorted());
await read('moved by seek', (consumer) => {
  for (const { partition, low } of beginnings) consumer.seek({ topic, partition, offset: low });
});
// #endregion
// #region reset
await eventually(async () => (await admin.describeGroups([groupId])).groups[0]?.state === 'Empty', {
  describe: 'the group to be empty',
});
await admin.setOffsets({ groupId, topic, partitions: [{ partition: 1, offset: '1' }] });
await read('moved by an administrator', () => {});
// #endregion
await admin.disconnect();
