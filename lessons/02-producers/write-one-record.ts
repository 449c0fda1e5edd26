import { Kafka, logLevel } from 'kafkajs';
import { connection, newTopic } from '#lesson';

const topic = await newTopic('parcels', { partitions: 3 });
const kafka = new Kafka({ clientId: 'lesson', ...connection(), logLevel: logLevel.NOTHING });
const producer = kafka.producer();
await producer.connect();
// #region send
const receipt = await producer.send({
  topic,
  messages: [
    {
      key: 'parcel-7',
      value: JSON.stringify({ city: 'Łódź', grams: 450 }),
      timestamp: '1763800000000', // when it was weighed, in milliseconds since 1970, as text
      headers: { scale: 'B', photo: ['front.png', 'back.png'] },
    },
  ],
});
console.log(receipt.map(({ partition, errorCode, baseOffset }) => ({ partition, errorCode, baseOffset })));
// #endregion
// #region wrong
for (const message of JSON.parse('[{ "value": 7 }, {}, { "value": { "city": "Łódź" } }]')) {
  await producer
    .send({ topic, messages: [message] })
    .catch((error: Error) => console.log(`${error.name}: ${error.message}`));
}
// #endregion
await producer.disconnect();
