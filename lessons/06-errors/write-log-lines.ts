import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const orders = await newTopic('orders', { records: [{ key: 'table-4', value: '{"cups":2}' }] });
const groupId = newGroup('kitchen');
let failures = 1;
const lines: string[] = [];
// #region log
const write = (line: object): void => void lines.push(JSON.stringify(line));

const kafka = new Kafka({
  ...connection(),
  logLevel: logLevel.WARN,
  logCreator:
    () =>
    ({ label, namespace, log }: LogEntry) => {
      const { message, topic, partition, offset, error } = log;
      const place = { topic, partition, offset };
      write({ level: label, client: namespace, message, ...place, error: String(error) });
    },
});
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topic: orders, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ topic, partition, message: { offset, key } }) => {
    const place = { topic, partition, offset, key: String(key), group: groupId };
    try {
      if (failures-- > 0) throw new Error('status 503');
      write({ level: 'INFO', what: 'paid', ...place });
    } catch (error) {
      write({ level: 'WARN', what: 'comes again', ...place, error: String(error) });
      throw error;
    }
  },
});
// #endregion
await eventually(() => lines.length >= 3, { describe: 'three lines', within: 20_000 });
for (const line of lines) console.log(line.replaceAll(orders, 'orders').replaceAll(groupId, 'kitchen'));
await consumer.disconnect();
