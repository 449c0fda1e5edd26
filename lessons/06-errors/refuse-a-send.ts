import { Kafka, logLevel, type KafkaJSProtocolError } from 'kafkajs';
import { newTopic, openFrontDoor } from '#lesson';

const topic = await newTopic('orders');
const door = await openFrontDoor({ log: () => {} });
const retry = { retries: 2, initialRetryTime: 50 };
const kafka = new Kafka({ ...door.connection, retry, logLevel: logLevel.NOTHING });
const producer = kafka.producer({ retry });
await producer.connect();
await producer.send({ topic, messages: [{ value: 'warm' }] });

for (const [refusal, times] of [
  ['NOT_LEADER_OR_FOLLOWER', 1],
  ['NOT_LEADER_OR_FOLLOWER', Infinity],
  ['MESSAGE_TOO_LARGE', 1],
  ['TOPIC_AUTHORIZATION_FAILED', 1],
] as const) {
  const before = { produce: door.count('Produce'), metadata: door.count('Metadata') };
  const order = door.fault({ on: 'Produce', times, do: 'refuse', with: refusal });
  const sent = producer.send({ topic, messages: [{ value: 'order' }] });
  const outcome = await sent.then(() => 'resolves', tell);
  order.lift();
  const asked = `${door.count('Produce') - before.produce} Produce, ${door.count('Metadata') - before.metadata} Metadata`;
  console.log(`${refusal} ${times === 1 ? 'once' : 'always'}: ${asked}\n  ${outcome}`);
}
await producer.disconnect();
await door[Symbol.asyncDispose]();

// #region failed
function tell(error: KafkaJSProtocolError & { cause?: KafkaJSProtocolError }): string {
  const { type, code, retriable } = error.cause ?? error;
  return `throws ${error.name}, retriable ${error.retriable}
    what failed: ${type}, code ${code}, retriable ${retriable}`;
}
// #endregion
