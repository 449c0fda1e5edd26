import { Kafka, logLevel } from 'kafkajs';
import { connection, deadAddress, newTopic } from '#lesson';

const topic = await newTopic('pages');
const retry = { retries: 1, initialRetryTime: 100 };
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING, retry });
const away = new Kafka({ brokers: [deadAddress], logLevel: logLevel.NOTHING, retry });
const producer = kafka.producer();
await producer.connect();
const cases: Record<string, () => Promise<unknown>> = {
  'too large': () => producer.send({ topic, messages: [{ value: 'x'.repeat(1_500_000) }] }),
  'no such topic': () => producer.send({ topic: `${topic}-misspelt`, messages: [{ value: 'x' }] }),
  'the broker is away': () => away.producer().connect(),
};
for (const [what, attempt] of Object.entries(cases)) {
  // #region failure
  try {
    await attempt();
  } catch (thrown) {
    const error = Object(thrown);
    const { type, code, message } = error.cause ?? error;
    console.log(`${what}: type ${type}, code ${code}\n  ${message}`);
  }
  // #endregion
}
await producer.disconnect();
