import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
const producer = kafka.producer();
await admin.connect();
await producer.connect();
// #region write
const config = {
  'cleanup.policy': 'compact',
  // Where nothing is said, a part of the log is closed after a week or at 1 GB.
  'segment.ms': '100',
  'min.cleanable.dirty.ratio': '0.01',
};
const topic = await newTopic('door-states', { config });
const keys = ['A', 'B', 'A', 'B', 'A', 'B', 'A', 'B', 'A'];
const messages = keys.map((key, n) => ({ key, value: `opened ${n}` }));
await producer.send({ topic, messages });
// #endregion

/** Reads the topic from this offset to its end, in a new group. */
async function readFrom(start: string): Promise<string[]> {
  const [log] = await admin.fetchTopicOffsets(topic);
  const records: string[] = [];
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  const consumer = kafka.consumer({ groupId: newGroup('screen'), maxWaitTimeInMs: 100 });
  consumer.on('consumer.end_batch_process', ({ payload }) => {
    if (BigInt(payload.lastOffset) + 1n >= BigInt(log?.high ?? 0)) resolve();
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message: { offset, key } }) => void records.push(`${offset} ${String(key)}`),
  });
  consumer.seek({ topic, partition: 0, offset: start });
  await atTheEnd;
  await consumer.disconnect();
  return records;
}

console.log('before:', (await readFrom('0')).join(', '));
// Only a part of the log that nothing is written to any more is compacted: a record after 100 ms begins the next part.
await wait(200);
await producer.send({ topic, messages: [{ key: 'C', value: 'opened 9' }] });
const lookAgain = async (): Promise<string[] | undefined> => {
  await wait(1_000);
  const records = await readFrom('0');
  return records.length < 5 ? records : undefined;
};
const compacted = await eventually(lookAgain, {
  describe: 'the log cleaner, which comes every 15 s',
  within: 50_000,
});
console.log('after: ', compacted.join(', '));
const [log] = await admin.fetchTopicOffsets(topic);
console.log(`${log?.low} to ${log?.high}, asked for 3: ${(await readFrom('3'))[0]}`);
await producer.disconnect();
await admin.disconnect();
