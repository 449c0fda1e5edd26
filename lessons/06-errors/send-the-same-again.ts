import { Kafka, logLevel } from 'kafkajs';
import { countRecords, newTopic, openFrontDoor } from '#lesson';

for (const idempotent of [false, true]) {
  const topic = await newTopic('orders');
  const door = await openFrontDoor({ log: () => {} });
  const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });
  // #region again
  const producer = kafka.producer({ idempotent, retry: { retries: 1 } });
  await producer.connect();
  door.fault({ on: 'Produce', times: 2, do: 'lose-answer' }); // both attempts
  const order = { topic, messages: [{ value: 'order 1' }] };
  await producer.send(order).catch(() => producer.send(order));
  // #endregion
  console.log(`idempotent ${idempotent}: stored ${await countRecords(topic)}`);
  await producer.disconnect();
  await door[Symbol.asyncDispose]();
}
