import { Kafka, logLevel } from 'kafkajs';
import { newTopic, openFrontDoor, readValues, uniqueTopic } from '#lesson';

const tell = (error: Error): void => console.log(`  throws "${error.message}"`);

for (const fault of ['lose-request', 'lose-answer'] as const) {
  const topic = await newTopic('payments');
  const door = await openFrontDoor({ log: () => {} });
  const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });
  const settings = { transactionalId: uniqueTopic('cashier'), idempotent: true };

  console.log(`${fault}:`);
  // #region end
  const producer = kafka.producer(settings);
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: [{ value: 'A' }] });
  door.fault({ on: 'EndTxn', do: fault }); // the request behind commit()
  await transaction.commit().catch(tell);
  await transaction.abort().catch(tell);
  await producer.transaction().catch(tell);
  await producer.disconnect();

  const another = kafka.producer(settings); // with the same transactionalId
  await another.connect();
  const next = await another.transaction();
  const seen = await readValues(topic);
  // #endregion
  console.log(`  afterwards readers see: ${seen.join() || 'nothing'}`);
  await next.abort();
  await another.disconnect();
  await door[Symbol.asyncDispose]();
}
