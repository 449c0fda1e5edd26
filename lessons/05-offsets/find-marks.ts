import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const topic = await newTopic('doors');
const groupId = newGroup('alarm');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
// #region write
const producer = kafka.producer({
  transactionalId: `door-${crypto.randomUUID()}`,
  maxInFlightRequests: 1,
  idempotent: true,
});
await producer.connect();
const write = async (doors: string[], end: 'commit' | 'abort'): Promise<void> => {
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: doors.map((value) => ({ value })) });
  await transaction[end]();
};
await write(['A', 'B'], 'commit');
await write(['C', 'D'], 'abort');
await write(['E'], 'commit');
// #endregion
await producer.disconnect();
// commit() resolves when the outcome is certain; the broker writes the mark a moment later.
const log = await eventually(async () => (await admin.fetchTopicOffsets(topic)).find(({ high }) => high === '8'), {
  describe: 'the last mark',
  within: 20_000,
});
const { promise: atTheEnd, resolve } = Promise.withResolvers<string>();
const seen: string[] = [];
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
// #region end
consumer.on('consumer.end_batch_process', ({ payload: { lastOffset } }) => {
  if (BigInt(lastOffset) + 1n >= BigInt(log.high)) resolve(lastOffset);
});
// #endregion
await consumer.run({
  eachMessage: async ({ message }) => void seen.push(`${message.offset} is ${String(message.value)}`),
});
const last = await atTheEnd;
let fetches = 0;
consumer.on('consumer.fetch', () => (fetches += 1));
await eventually(() => fetches > 2, { describe: 'three more fetches', within: 20_000 });
await consumer.disconnect();
const [group] = await admin.fetchOffsets({ groupId, topics: [topic] });
console.log(seen.join(', '));
console.log(`${log.low} to ${log.high}, the last batch ended with ${last}, committed ${group?.partitions[0]?.offset}`);
await admin.disconnect();
