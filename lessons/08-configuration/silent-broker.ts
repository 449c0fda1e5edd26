import { Kafka, logLevel } from 'kafkajs';
import { countRecords, newTopic, openFrontDoor } from '#lesson';

const topic = await newTopic('orders');
const door = await openFrontDoor();
// #region limits
const retry = { retries: 1, initialRetryTime: 200 };
const kafka = new Kafka({ ...door.connection, requestTimeout: 500, retry, logLevel: logLevel.NOTHING });
const producer = kafka.producer({ retry }); // a producer has retries of its own
await producer.connect();
await producer.send({ topic, messages: [{ value: 'before' }] });
door.delayAnswers(3_600_000); // from now on it takes requests, and answers none
const start = performance.now();
await producer.send({ topic, messages: [{ value: 'order' }] }).catch((error: Error) => {
  console.log(`${error.name} after ${((performance.now() - start) / 1_000).toFixed(1)} s`);
});
console.log(`sent ${door.count('Produce') - 1} times, in the topic ${(await countRecords(topic)) - 1} times`);
// #endregion
await producer.disconnect();
await door[Symbol.asyncDispose]();
