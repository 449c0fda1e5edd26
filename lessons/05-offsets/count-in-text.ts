import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const topic = await newTopic('doors', { records: Array.from({ length: 5 }, (_, n) => ({ value: `opened ${n}` })) });
const groupId = newGroup('alarm');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
const { promise: read, resolve } = Promise.withResolvers<string>();
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachMessage: async ({ message }) => {
    if (message.offset === '3') resolve(message.offset);
  },
});
// #region text
const ten = '10';
const offset = await read; // of the fourth record
console.log(typeof offset, offset + 1, String(BigInt(offset) + 1n));
console.log(ten < offset, BigInt(ten) < BigInt(offset));
console.log(Number('9007199254740993') + 1, BigInt('9007199254740993') + 1n);
// #endregion
// #region anything
for (const next of ['4', offset + 1, '2']) {
  await consumer.commitOffsets([{ topic, partition: 0, offset: next }]);
  const [stored] = await admin.fetchOffsets({ groupId, topics: [topic] });
  console.log('committed:', stored?.partitions[0]?.offset);
}
// #endregion
await consumer.disconnect();
await admin.disconnect();
