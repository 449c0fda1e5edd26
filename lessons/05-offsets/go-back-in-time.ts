import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const at = (time: string): number => Date.parse(`2026-03-01T${time}Z`);
const opened = (partition: number, value: string, time: string) => ({ partition, value, timestamp: String(at(time)) });
// Kept for ever: what is older than seven days would be deleted.
const config = { 'retention.ms': '-1' };
// #region records
const records = [
  opened(0, 'A', '10:00'),
  opened(0, 'B', '12:00'),
  opened(0, 'C', '11:00'), // from a reader that was offline for an hour
  opened(0, 'D', '13:00'),
  opened(1, 'E', '10:30'),
];
const topic = await newTopic('doors', { partitions: 3, config, records });
// #endregion
const groupId = newGroup('alarm');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();
// #region ask
for (const time of ['10:00', '10:45', '14:00']) {
  const places = await admin.fetchTopicOffsetsByTimestamp(topic, at(time));
  const shown = places.map(({ partition, offset }) => `${partition}/${offset}`);
  console.log(time, shown.toSorted());
}
// #endregion
// #region reset
const partitions = await admin.fetchTopicOffsetsByTimestamp(topic, at('10:45'));
await admin.setOffsets({ groupId, topic, partitions });
// #endregion
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
const { promise: lastRead, resolve } = Promise.withResolvers<void>();
const seen: string[] = [];
await consumer.connect();
await consumer.subscribe({ topic });
await consumer.run({
  eachMessage: async ({ message }) => {
    seen.push(`${String(message.value)} ${new Date(Number(message.timestamp)).toISOString().slice(11, 16)}`);
    if (String(message.value) === 'D') resolve();
  },
});
await lastRead;
await consumer.disconnect();
console.log('moved to 10:45, read:', seen.join(', '));
await admin.disconnect();
