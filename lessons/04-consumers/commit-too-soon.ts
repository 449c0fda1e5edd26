import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();

async function watch(how: string, handlerOf: (work: () => Promise<void>) => () => Promise<void>): Promise<void> {
  const topic = await newTopic('orders', { records: ['tea', 'milk', 'bread'].map((value) => ({ value })) });
  const groupId = newGroup('invoices');
  let written = 0;
  const work = async (): Promise<void> => {
    await wait(1_000);
    written += 1;
  };
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommitThreshold: 1, eachMessage: handlerOf(work) });
  const committed = async (): Promise<string> => {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return offsets?.partitions[0]?.offset ?? '-1';
  };
  const first = await eventually(async () => Number(await committed()) > 0 && (await committed()), {
    describe: 'a commit',
    within: 20_000,
  });
  console.log(`${how}: the first offset seen committed is ${first}, invoices written: ${written}`);
  await consumer.disconnect();
}

// #region handlers
await watch('nobody waits', (writeInvoice) => async () => {
  void writeInvoice();
});
await watch('awaited     ', (writeInvoice) => async () => {
  await writeInvoice();
});
// #endregion
await admin.disconnect();
