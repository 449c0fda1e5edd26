import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const values = ['7 place', '8 place', '7 pay', '8 pay', '7 cancel'];
const orders = await newTopic('orders', { records: values.map((value) => ({ key: value.slice(0, 1), value })) });
const later = await newTopic('orders-later');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: newGroup('shop'), maxWaitTimeInMs: 100 });
const done: string[] = [];
let failures = 2;

async function succeeds(step: string): Promise<boolean> {
  if (step === '7 pay' && failures-- > 0) return false;
  done.push(step);
  return true;
}

await producer.connect();
await consumer.connect();
await consumer.subscribe({ topics: [orders, later], fromBeginning: true });
// #region queue
const waiting = new Map<string, number>(); // records in `later`, by key

async function firstTime({ key, value }: KafkaMessage): Promise<void> {
  const customer = String(key);
  const others = waiting.get(customer) ?? 0;
  if (others === 0 && (await succeeds(String(value)))) return;
  await producer.send({ topic: later, messages: [{ key, value }] });
  waiting.set(customer, others + 1);
}

/** Whether it is done. If not it stays where it is, the first of its queue. */
async function again({ key, value }: KafkaMessage): Promise<boolean> {
  if (!(await succeeds(String(value)))) return false;
  waiting.set(String(key), (waiting.get(String(key)) ?? 1) - 1);
  return true;
}
// #endregion
await consumer.run({
  eachBatchAutoResolve: false,
  eachBatch: async (payload) => {
    for (const message of payload.batch.messages) {
      if (payload.batch.topic === orders) await firstTime(message);
      else if (!(await again(message))) {
        setTimeout(payload.pause(), 300);
        return;
      }
      payload.resolveOffset(message.offset);
      await payload.heartbeat();
    }
  },
});
await eventually(() => done.length === values.length, { describe: 'all orders', within: 20_000 });
console.log('done:', done.join(', '));
await consumer.disconnect();
await producer.disconnect();
