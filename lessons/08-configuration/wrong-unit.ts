import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const topic = await newTopic('orders', { records: [{ value: 'tea' }] });
const groupId = newGroup('invoices');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
// #region unit
const consumer = kafka.consumer({ groupId, sessionTimeout: 30, heartbeatInterval: 3 }); // meant as seconds
consumer.on('consumer.crash', ({ payload }) => console.log('crash:', payload.error.message));
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({ eachMessage: async () => console.log('a record') });
console.log('run() resolves');
// #endregion
await consumer.disconnect();
