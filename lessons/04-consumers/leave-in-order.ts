import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const topic = await newTopic('readings', { records: Array.from({ length: 9 }, (_, n) => ({ value: `reading ${n}` })) });
const groupId = newGroup('averages');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();

/** Takes 200 ms, and is told to stop in the middle of reading 2: by itself here, by Docker or Kubernetes elsewhere. */
async function average(reading: string): Promise<void> {
  if (reading === 'reading 2') process.kill(process.pid, 'SIGTERM');
  await wait(200);
  console.log(reading, 'is done');
}

// #region leave
const told = Promise.withResolvers<void>();
process.once('SIGTERM', () => told.resolve()); // notes it, and does nothing else
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 300 });
try {
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => average(String(message.value)) });
  await told.promise; // run() has returned long ago
} finally {
  await consumer.disconnect();
}
// #endregion
const { groups } = await admin.describeGroups([groupId]);
const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
console.log(`committed: ${offsets?.partitions[0]?.offset}, members: ${groups[0]?.members.length}`);
await admin.disconnect();
