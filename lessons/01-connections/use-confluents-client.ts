import confluent from '@confluentinc/kafka-javascript';
import { deadAddress, newTopic, openFrontDoor } from '#lesson';

const { Kafka, logLevel } = confluent.KafkaJS;
const topic = await newTopic('orders');
const door = await openFrontDoor();
// #region send
const kafka = new Kafka({ kafkaJS: { clientId: 'lesson', ...door.connection, logLevel: logLevel.NOTHING } });
const producer = kafka.producer();
await producer.connect();
await producer.send({ topic, messages: [{ key: 'order-1', value: 'tea' }] });
await producer.disconnect();
console.log(`${door.connectionsOpened} connections`);
// #endregion
await door[Symbol.asyncDispose]();

// #region dead
const lines: string[] = [];
const note = (line: string): void => void lines.push(line);
const logger = { info: note, warn: note, debug: note, error: note, setLogLevel: () => {}, namespace: () => logger };
const dead = new Kafka({ kafkaJS: { brokers: [deadAddress], logger } });
const admin = dead.admin();
await admin.connect();
await admin.listTopics({ timeout: 1_000 }).catch((error: Error) => {
  console.log(`throws "${error.message}", code ${Object(error).code}`);
});
await admin.disconnect();
console.log(
  'its log:',
  lines.find((line) => line.includes('refused')),
);
// #endregion
