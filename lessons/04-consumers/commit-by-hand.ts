import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const topic = await newTopic('readings', { records: ['20', '21', '22'].map((value) => ({ value })) });
const groupId = newGroup('averages');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
const { promise: allDone, resolve } = Promise.withResolvers<void>();
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
const sums = new Map<number, number>();
// #region commit
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ partition, message: { value, offset } }) => {
    sums.set(partition, (sums.get(partition) ?? 0) + Number(value)); // the work
    if (offset !== '1') return; // commits every other record, to show what that means
    await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(offset) + 1n) }]);
    resolve();
  },
});
// #endregion
await allDone;
await consumer.disconnect();
const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
console.log('committed:', offsets?.partitions);
await admin.disconnect();
