import { Kafka, logLevel } from 'kafkajs';
import { newTopic, openFrontDoor } from '#lesson';

const orders = Array.from({ length: 20 }, (_, n) => `order-${n + 1}`);
const topic = await newTopic('orders');

const one = await openFrontDoor();
const kafka = new Kafka({ ...one.connection, logLevel: logLevel.NOTHING });
let start = performance.now();
// #region each
for (const order of orders) {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ key: order, value: 'tea' }] });
  await producer.disconnect();
}
// #endregion
report('a producer for each order', one, start);

const other = await openFrontDoor();
const shared = new Kafka({ ...other.connection, logLevel: logLevel.NOTHING }).producer();
start = performance.now();
await shared.connect();
for (const order of orders) await shared.send({ topic, messages: [{ key: order, value: 'tea' }] });
await shared.disconnect();
report('one producer', other, start);
await one[Symbol.asyncDispose]();
await other[Symbol.asyncDispose]();

function report(style: string, door: typeof one, since: number): void {
  const beside = door.count() - door.count('Produce');
  const ms = Math.round(performance.now() - since);
  console.log(
    `${style.padEnd(26)} ${door.connectionsOpened} connections, ${beside} requests beside 20 records, ${ms} ms`,
  );
}
