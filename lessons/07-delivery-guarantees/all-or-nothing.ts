import { Kafka, logLevel } from 'kafkajs';
import { connection, newTopic, readValues, uniqueTopic } from '#lesson';

const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const payments = await newTopic('payments');
const parcels = await newTopic('parcels');
const audit = await newTopic('audit');
const transactionalId = uniqueTopic('cashier');
// #region pay
const producer = kafka.producer({ transactionalId, idempotent: true });
await producer.connect();

async function pay(order: string): Promise<string> {
  const transaction = await producer.transaction();
  try {
    await transaction.send({ topic: payments, messages: [{ value: order }] });
    await producer.send({ topic: audit, messages: [{ value: order }] }); // not transaction.send
    if (order === 'B') throw new Error('out of stock');
    await transaction.send({ topic: parcels, messages: [{ value: order }] });
  } catch (error) {
    await transaction.abort();
    return `${order}: aborted, ${String(error)}`;
  }
  await transaction.commit();
  return `${order}: committed`;
}
// #endregion
for (const order of ['A', 'B', 'C']) console.log(await pay(order));
for (const [name, topic] of Object.entries({ payments, parcels, audit })) {
  const [committed, all] = [await readValues(topic), await readValues(topic, 'uncommitted')];
  console.log(`${name}: ${committed.join(' ')} (in the log: ${all.join(' ')})`);
}
await producer.disconnect();
