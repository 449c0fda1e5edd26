import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });

async function read(how: string, wrap: (work: Promise<void>) => Promise<void>): Promise<void> {
  const topic = await newTopic('orders', { records: ['tea', 'milk', 'bread'].map((value) => ({ value })) });
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  const attempts: string[] = [];
  const done: string[] = [];
  let busy = 2; // the database refuses twice
  const writeInvoice = async (order: string): Promise<void> => {
    attempts.push(order);
    if (order === 'milk' && busy-- > 0) throw new Error('the database is busy');
    done.push(order);
    if (order === 'bread') resolve();
  };
  const consumer = kafka.consumer({ groupId: newGroup('invoices'), maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => wrap(writeInvoice(String(message.value))) });
  await atTheEnd;
  await consumer.disconnect();
  console.log(`${how}: attempts ${attempts.join(' ')}, invoices ${done.join(' ')}`);
}

// #region wrap
await read('catches and logs', async (work) => {
  await work.catch(() => {}); // and a line in a log
});
await read('throws', async (work) => {
  await work;
});
// #endregion
