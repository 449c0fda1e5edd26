import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic, openFrontDoor } from '#lesson';

for (const idempotent of [false, true]) {
  const topic = await newTopic('orders');
  const door = await openFrontDoor();
  // #region late
  const retry = { retries: 2, initialRetryTime: 50 };
  const kafka = new Kafka({ ...door.connection, requestTimeout: 200, retry, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent, maxInFlightRequests: 1, retry });
  await producer.connect();
  const said: string[] = [];
  for (const value of ['A', 'B', 'C']) {
    door.delayAnswers(value === 'B' ? 600 : 0); // the answers to B come too late
    await producer.send({ topic, messages: [{ value }] }).then(
      () => said.push(`${value} resolves`),
      () => said.push(`${value} throws`),
    );
    if (value === 'B') await wait(700); // until the last late answer has come
  }
  // #endregion
  await producer.disconnect();
  await door[Symbol.asyncDispose]();
  console.log(`idempotent: ${idempotent}`);
  console.log(`  send: ${said.join(', ')}`);
  console.log(`  topic: ${(await readAll(topic)).join(' ')}`);
}

async function readAll(topic: string): Promise<string[]> {
  const values: string[] = [];
  const consumer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).consumer({
    groupId: newGroup('look'),
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
  await wait(1_500);
  await consumer.disconnect();
  return values;
}
