import { Kafka, logLevel } from 'kafkajs';
import { connection, newTopic } from '#lesson';

const topic = await newTopic('pages');
const producer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).producer();
await producer.connect();
// #region together
const places = await Promise.all(
  ['1', '2', '3', '4', '5', '6'].map(async (name) => {
    const [receipt] = await producer.send({ topic, messages: [{ key: 'book', value: name }] });
    return { name, offset: Number(receipt?.baseOffset) };
  }),
);
const inTheTopic = places.toSorted((one, other) => one.offset - other.offset);
console.log('sent 1 2 3 4 5 6 at once, in the topic:', inTheTopic.map(({ name }) => name).join(' '));
// #endregion
await producer.disconnect();
