import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const records = Array.from({ length: 12 }, (_, n) => ({ value: `order ${n}`, partition: n % 3 }));
const topic = await newTopic('orders', { partitions: 3, records });
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const start = performance.now();
const calls = { failed: 0, done: 0 };

async function save(): Promise<void> {
  await wait(5);
  const isDown = performance.now() - start < 3_000;
  calls[isDown ? 'failed' : 'done'] += 1;
  if (isDown) throw new Error('the database is down');
}

const consumer = kafka.consumer({ groupId: newGroup('books'), maxWaitTimeInMs: 100 });
let joins = 0;
consumer.on('consumer.group_join', () => void (joins += 1));
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
// #region breaker
let isOpen = false; // as of a circuit: no current while it is open

function open(all: Consumer): void {
  isOpen = true;
  all.pause([{ topic }]); // every partition, also those that a rebalance brings
  setTimeout(() => {
    isOpen = false;
    all.resume([{ topic }]);
  }, 1_000);
}

await consumer.run({
  eachBatchAutoResolve: false,
  eachBatch: async (payload) => {
    for (const { offset } of payload.batch.messages) {
      if (isOpen) return; // fetched before the pause
      try {
        await save();
      } catch {
        return open(consumer); // not resolved: it comes again
      }
      payload.resolveOffset(offset);
      await payload.heartbeat();
    }
  },
});
// #endregion
await eventually(() => calls.done >= 12, { describe: 'all orders', within: 20_000 });
console.log(`failed calls: ${calls.failed}, done: ${calls.done}, joined the group ${joins} times`);
await consumer.disconnect();
