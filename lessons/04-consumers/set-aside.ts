import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const records = ['{"grams":450}', '{"grams":', '{"grams":20}'].map((value, n) => ({ key: `parcel-${n}`, value }));
const topic = await newTopic('parcels', { records });
const aside = await newTopic('parcels-aside');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: newGroup('scales'), maxWaitTimeInMs: 200 });
const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
await producer.connect();
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
// #region aside
await consumer.run({
  eachMessage: async ({ partition, message }) => {
    const parcel = parse(message.value);
    if (parcel) console.log(`${String(message.key)}: ${parcel.grams} g`);
    else {
      const from = `${topic}/${partition}/${message.offset}`;
      const { key, value } = message; // the bytes as they are
      const [place] = await producer.send({ topic: aside, messages: [{ key, value, headers: { from } }] });
      console.log(`${String(key)}: set aside at offset ${place?.baseOffset}`);
    }
    if (message.offset === '2') resolve();
  },
});
// #endregion
await atTheEnd;
await consumer.disconnect();
await producer.disconnect();

function parse(value: Buffer | null): { grams: number } | undefined {
  try {
    const parcel: { grams: number } = JSON.parse(String(value));
    return parcel;
  } catch {
    return undefined; // it will never be readable, however often somebody tries
  }
}
