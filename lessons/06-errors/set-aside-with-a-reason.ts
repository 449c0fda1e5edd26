import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const records = ['{"cups":2}', '{"cups":', '{"cups":0}'].map((value, n) => ({ key: `table-${n}`, value }));
const topic = await newTopic('orders', { records });
const deadLetters = await newTopic('orders-dead');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const producer = kafka.producer();
const kitchen = kafka.consumer({ groupId: newGroup('kitchen'), maxWaitTimeInMs: 200 });
const person = kafka.consumer({ groupId: newGroup('person'), maxWaitTimeInMs: 200 });
await Promise.all([producer.connect(), kitchen.connect(), person.connect()]);

function brew(value: Buffer | null): void {
  const { cups }: { cups: number } = JSON.parse(String(value));
  if (cups < 1) throw new Error(`no tea in ${cups} cups`);
}

await kitchen.subscribe({ topic, fromBeginning: true });
await kitchen.run({
  eachMessage: async ({ partition, message }) => {
    try {
      brew(message.value);
    } catch (error) {
      await setAside(message, partition, error);
    }
  },
});

// #region aside
async function setAside(
  { key, value, headers, offset }: KafkaMessage,
  partition: number,
  error: unknown,
): Promise<void> {
  const why = {
    'dead-reason': String(error),
    'dead-attempts': '1',
    'dead-origin': `${topic}/${partition}/${offset}`,
    'dead-at': new Date().toISOString(),
  };
  const letter = { key, value, headers: { ...headers, ...why } }; // else as it was
  await producer.send({ topic: deadLetters, messages: [letter] }); // awaited
}
// #endregion
const seen: string[] = [];
await person.subscribe({ topic: deadLetters, fromBeginning: true });
await person.run({
  eachMessage: async ({ message: { key, value, headers } }) => {
    const { 'dead-origin': origin, 'dead-reason': reason } = headers ?? {};
    seen.push(`${String(key)} ${String(value)} from ${String(origin).replace(topic, 'orders')}: ${String(reason)}`);
  },
});
await eventually(() => seen.length === 2, { describe: 'two dead letters', within: 20_000 });
console.log(seen.join('\n'));
await kitchen.disconnect();
await person.disconnect();
await producer.disconnect();
