import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const records = [
  { key: 'parcel-7', value: 'weighed', headers: { scale: 'B' } },
  { key: null, value: 'a note without a key' },
  { key: 'parcel-7', value: null },
];
const topic = await newTopic('parcels', { records });
const groupId = newGroup('scales');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const { promise: allRead, resolve } = Promise.withResolvers<void>();

// #region run
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 500 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ partition, message: { offset, key, value, headers } }) => {
    console.log(partition, offset, key?.toString(), value?.toString(), headers?.['scale']?.toString());
    if (offset === '2') resolve();
  },
});
console.log('run() has returned');
await allRead;
await consumer.disconnect();
// #endregion
