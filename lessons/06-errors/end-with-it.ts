import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const topic = await newTopic('orders');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
const start = performance.now();
// #region end
const ended = Promise.withResolvers<void>(); // a crash rejects it
ended.promise.catch(() => {}); // it may come before anybody waits
const consumer = kafka.consumer({
  groupId: newGroup('kitchen'),
  maxWaitTimeInMs: 200,
  retry: { retries: 2, restartOnFailure: async () => false },
});
consumer.on('consumer.crash', ({ payload: { error } }) => ended.reject(error));
try {
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async () => {} });
  setTimeout(() => void admin.deleteTopics({ topics: [topic] }), 500);
  await ended.promise;
} catch (error) {
  console.log(String(error));
  process.exitCode = 1;
} finally {
  await consumer.disconnect();
}
// #endregion
console.log(`exit code ${process.exitCode}, ${Math.round((performance.now() - start) / 1_000)} s`);
process.exitCode = 0; // this lesson goes on
await admin.createTopics({ topics: [{ topic }] });
await admin.disconnect();
