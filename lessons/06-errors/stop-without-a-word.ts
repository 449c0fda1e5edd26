import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const topic = await newTopic('orders', {
  records: ['{"cups":2}', '{"cups":', '{"cups":1}'].map((value) => ({ value })),
});
const groupId = newGroup('kitchen');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const { promise: crashed, resolve } = Promise.withResolvers<void>();
const admin = kafka.admin();
await admin.connect();
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
// #region crash
consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
  console.log(`crash: ${error.name}: ${error.message}, restart: ${restart}`);
  resolve();
});
await consumer.run({
  eachMessage: async ({ message }) => {
    const order: { cups: number } = JSON.parse(String(message.value));
    console.log(`${order.cups} cups`);
  },
});
// #endregion
await crashed;
const { groups } = await admin.describeGroups([groupId]);
const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
console.log(`members: ${groups[0]?.members.length}, committed: ${offsets?.partitions[0]?.offset} of 3`);
await admin.disconnect();
await consumer.disconnect();
