import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic, uniqueTopic } from '#lesson';

const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const topic = await newTopic('payments');
const cashier = kafka.producer({ transactionalId: uniqueTopic('cashier'), idempotent: true });
const other = kafka.producer();
await Promise.all([cashier.connect(), other.connect()]);

async function begin(value: string) {
  const transaction = await cashier.transaction();
  await transaction.send({ topic, messages: [{ value }] });
  return transaction;
}

/** Reads on and on. Its `fetches` says how often it has asked. */
async function read(readUncommitted: boolean) {
  const seen: string[] = [];
  const reader = { seen, fetches: 0, stop: async () => consumer.disconnect() };
  // #region isolation
  const consumer = kafka.consumer({ groupId: newGroup('reader'), readUncommitted, maxWaitTimeInMs: 100 });
  // #endregion
  consumer.on('consumer.fetch', () => (reader.fetches += 1));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => void seen.push(`${message.offset}:${String(message.value)}`),
  });
  return reader;
}

// #region open
await (await begin('A')).commit();
await (await begin('B')).abort();
const open = await begin('C');
await other.send({ topic, messages: [{ value: 'D' }] }); // a plain producer
// #endregion

const [all, committed] = [await read(true), await read(false)];
const look = (when: string): void => {
  console.log(`${when}:\n  readUncommitted: ${all.seen.join(' ')}\n  otherwise: ${committed.seen.join(' ')}`);
};
await eventually(() => all.seen.length === 4 && committed.fetches > 5, { describe: 'both to have read' });
look('while the transaction of C is open');
await open.commit();
await eventually(() => committed.seen.length === 3, { describe: 'the rest' });
look('after its commit');
await Promise.all([all.stop(), committed.stop(), cashier.disconnect(), other.disconnect()]);
