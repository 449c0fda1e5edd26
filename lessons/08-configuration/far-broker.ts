import { Kafka, logLevel } from 'kafkajs';
import { newTopic, openFrontDoor, took } from '#lesson';

const runs = [
  ['1 in flight', { maxInFlightRequests: 1 }, -1],
  ['5 in flight', { maxInFlightRequests: 5 }, -1],
  ['no limit', {}, -1],
  ['no limit, acks 0', {}, 0],
] as const;
for (const [what, settings, acks] of runs) {
  const topic = await newTopic('orders');
  const door = await openFrontDoor();
  const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });
  // #region sixty
  const producer = kafka.producer(settings);
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'warm' }] });
  door.delayAnswers(20);
  const sixty = Array.from({ length: 60 }, (_, n) => ({ value: `order ${n}` }));
  const time = await took(() => Promise.all(sixty.map((order) => producer.send({ topic, acks, messages: [order] }))));
  console.log(`${what.padEnd(18)} ${time}`);
  // #endregion
  await producer.disconnect();
  await door[Symbol.asyncDispose]();
}
