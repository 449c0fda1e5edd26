import { Kafka, logLevel } from 'kafkajs';
import { connection, countRecords, newTopic } from '#lesson';

const retry = { retries: 1, initialRetryTime: 100 };
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING, requestTimeout: 1_000, retry });
const producer = kafka.producer();
await producer.connect();
for (const acks of [-1, 1, 0]) {
  const topic = await newTopic('pages');
  // #region send
  const outcome = await producer.send({ topic, acks, messages: [{ value: 'x'.repeat(1_500_000) }] }).then(
    (receipt) => `resolves to a list of ${receipt.length}`,
    (error: Error) => `throws ${Object(error).type}`,
  );
  console.log(`acks ${acks}: ${outcome}, stored: ${await countRecords(topic)}`);
  // #endregion
}
// #region word
const topic = await newTopic('pages');
const { acks } = JSON.parse('{ "acks": "all" }'); // from a file of settings, in the word of Java, Go and Python
const outcome = await producer.send({ topic, acks, messages: [{ value: 'page' }] }).then(
  () => 'resolves',
  (error: Error) => `throws ${error.name}`,
);
console.log(`acks 'all': ${outcome}, stored: ${await countRecords(topic)}`);
// #endregion
await producer.disconnect();
