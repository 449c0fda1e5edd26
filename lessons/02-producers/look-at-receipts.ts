import { Kafka, logLevel, type RecordMetadata } from 'kafkajs';
import { connection, countRecords, newTopic } from '#lesson';

const topic = await newTopic('parcels', { partitions: 3 });
const producer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).producer();
await producer.connect();
const show = (receipt: RecordMetadata[]): void => {
  for (const { partition, baseOffset } of receipt.toSorted((a, b) => a.partition - b.partition)) {
    console.log(`  partition ${partition}, baseOffset ${baseOffset}`);
  }
};
// #region keys
for (const key of ['parcel-7', 'parcel-8', 'parcel-7']) {
  console.log(key);
  show(await producer.send({ topic, messages: [{ key, value: 'weighed' }] }));
}
// #endregion
// #region several
console.log('five parcels in one send');
const keys = ['parcel-1', 'parcel-2', 'parcel-3', 'parcel-4', 'parcel-7'];
show(await producer.send({ topic, messages: keys.map((key) => ({ key, value: 'weighed' })) }));
// #endregion
// #region lost
const before = await countRecords(topic);
console.log('a partition that is not there:', await producer.send({ topic, messages: [{ partition: 9, value: 'x' }] }));
console.log('records written by it:', (await countRecords(topic)) - before);
// #endregion
await producer.disconnect();
