import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const records = Array.from({ length: 40 }, (_, n) => ({ value: `${n}`, partition: n % 2 }));
const topic = await newTopic('readings', { partitions: 2, records });
const groupId = newGroup('averages');
const done: number[] = [];
const reasons = new Set<string>();
let knocked = 0;

function newConsumer(clientId: string) {
  const kafka = new Kafka({ ...connection(), clientId, logLevel: logLevel.NOTHING });
  return kafka.consumer({ groupId, maxWaitTimeInMs: 200, heartbeatInterval: 200 });
}

const first = newConsumer('first');
await first.connect();
await first.subscribe({ topic, fromBeginning: true });
// #region batch
await first.run({
  eachBatchAutoResolve: false,
  eachBatch: async (payload) => {
    for (const { value, offset } of payload.batch.messages) {
      await wait(50); // the work
      done.push(Number(value));
      payload.resolveOffset(offset); // "done": what is resolved is committed
      await payload.heartbeat().catch((error: Error) => {
        reasons.add(error.message);
        throw error; // out of the batch, to join again
      });
    }
  },
});
// #endregion
const second = newConsumer('second');
await eventually(() => done.length >= 3, { describe: 'three readings', within: 20_000 });
knocked = done.length;
await second.connect();
await second.subscribe({ topic, fromBeginning: true });
const joined = new Promise<void>((resolve) => second.on('consumer.group_join', () => resolve()));
await second.run({
  eachMessage: async ({ message }) => {
    done.push(Number(message.value));
  },
});
await joined;
console.log(`The second has joined after ${done.length - knocked} more of 40.`);
await eventually(() => new Set(done).size === 40, { describe: 'all readings', within: 30_000 });
console.log('heartbeat() has thrown:', ...reasons);
console.log(`All 40 are done, ${done.length - 40} of them twice.`);
await first.disconnect();
await second.disconnect();
