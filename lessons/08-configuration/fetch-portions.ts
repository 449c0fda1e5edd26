import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic, openFrontDoor } from '#lesson';

const topic = await newTopic('orders');
const producer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).producer();
await producer.connect();
for (let n = 0; n < 100; n += 1) await producer.send({ topic, messages: [{ value: 'x'.repeat(4_000) }] });
await producer.disconnect();

for (const [maxBytesPerPartition, maxWaitTimeInMs] of [
  [16_384, 20],
  [1_048_576, 20],
  [1_048_576, 1_000],
] as const) {
  const door = await openFrontDoor();
  const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });
  let read = 0;
  // #region fetch
  const consumer = kafka.consumer({ groupId: newGroup('readers'), maxBytesPerPartition, maxWaitTimeInMs });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async () => void read++ });
  await eventually(() => read === 100, { describe: 'all records', within: 20_000 });
  const backlog = door.count('Fetch');
  await wait(1_000);
  console.log(
    `${maxBytesPerPartition} bytes, ${maxWaitTimeInMs} ms: ${backlog} fetches, then ${door.count('Fetch') - backlog} in a second`,
  );
  // #endregion
  await consumer.disconnect();
  await door[Symbol.asyncDispose]();
}
