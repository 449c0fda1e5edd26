import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const values = ['7 place', '8 place', '7 pay', '8 pay', '7 cancel'];
const orders = await newTopic('orders', { records: values.map((value) => ({ key: value.slice(0, 1), value })) });
const later = await newTopic('orders-later');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: newGroup('shop'), maxWaitTimeInMs: 100 });
const done: string[] = [];
let failures = 1;

async function work(step: string): Promise<void> {
  if (step === '7 pay' && failures-- > 0) throw new Error('the provider is away');
  done.push(step);
}

await producer.connect();
await consumer.connect();
// #region later
await consumer.subscribe({ topics: [orders, later], fromBeginning: true });
await consumer.run({
  eachBatchAutoResolve: false,
  eachBatch: async (payload) => {
    for (const message of payload.batch.messages) {
      const due = Number(message.headers?.['due'] ?? 0);
      if (due > Date.now()) {
        setTimeout(payload.pause(), due - Date.now()); // it returns what resumes
        return; // not resolved: it comes again
      }
      await work(String(message.value)).catch(() => postpone(message, 1_000));
      payload.resolveOffset(message.offset);
      await payload.heartbeat();
    }
  },
});

async function postpone({ key, value }: KafkaMessage, ms: number): Promise<void> {
  const headers = { due: String(Date.now() + ms) };
  await producer.send({ topic: later, messages: [{ key, value, headers }] });
}
// #endregion
await eventually(() => done.length === values.length, { describe: 'all orders', within: 20_000 });
console.log('written:', values.join(', '));
console.log('done:   ', done.join(', '));
await consumer.disconnect();
await producer.disconnect();
