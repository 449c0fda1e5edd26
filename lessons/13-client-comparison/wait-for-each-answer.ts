import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { newTopic, openFrontDoor } from '#lesson';

const topic = await newTopic('orders');
const door = await openFrontDoor();
const producer = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer();
await producer.connect();
await producer.send({ topic, messages: [{ value: 'warm' }] });

// #region loop
const latencies: number[] = [];
const start = performance.now();
setTimeout(() => door.delayAnswers(800), 400); // the broker pauses
setTimeout(() => door.delayAnswers(0), 600);
while (performance.now() - start < 2_000) {
  const sent = performance.now();
  await producer.send({ topic, messages: [{ value: 'order' }] }); // waits for the answer
  latencies.push(performance.now() - sent);
  await wait(10);
}
// #endregion
const slow = latencies.filter((ms) => ms > 100).length;
console.log(`${latencies.length} records sent, where about 200 were due`);
console.log(`slower than 100 ms: ${slow}`);
await producer.disconnect();
await door[Symbol.asyncDispose]();
