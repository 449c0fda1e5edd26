import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const records = Array.from({ length: 12 }, (_, n) => ({ value: `opened ${n}`, partition: n % 3 }));
const topic = await newTopic('doors', { partitions: 4, records });
const groupId = newGroup('alarm');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
// The group has committed 1 in two partitions. Then the first three records of partitions 1 and 2 are deleted.
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({ autoCommit: false, eachMessage: async () => {} });
await consumer.commitOffsets([0, 1].map((partition) => ({ topic, partition, offset: '1' })));
await consumer.disconnect();
await admin.fetchTopicOffsets(topic);
await admin.deleteTopicRecords({ topic, partitions: [1, 2].map((partition) => ({ partition, offset: '3' })) });
// #region ask
const logs = await admin.fetchTopicOffsets(topic);
const [group] = await admin.fetchOffsets({ groupId, topics: [topic] });
logs.sort((one, other) => one.partition - other.partition);
for (const { partition, low, high } of logs) {
  const place = group?.partitions.find((each) => each.partition === partition);
  console.log(`partition ${partition}: ${low} to ${high}, committed ${place?.offset}`);
}
// #endregion
// #region resolve
const committedIn2 = async (resolveOffsets: boolean): Promise<string | undefined> => {
  const [found] = await admin.fetchOffsets({ groupId, topics: [topic], resolveOffsets });
  return found?.partitions.find(({ partition }) => partition === 2)?.offset;
};
console.log(await committedIn2(false), await committedIn2(true), await committedIn2(false));
// #endregion
await admin.disconnect();
