// Breaks: not-heard (not reached: comes-late, because it counts what is there as well)
// Expect: guessed
// Kind: unheard-setting
// Fault: kafkajs-in-flight-is-idempotent
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// One request in flight keeps the order. It does not let the broker know a record that comes again.
export async function sendNoLineTwice(lab: Lab, lines: readonly string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'import', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ maxInFlightRequests: 1, retry: { retries: 5 } });
  const admin = kafka.admin();
  await producer.connect();
  await admin.connect();
  const [log] = await admin.fetchTopicOffsets(lab.topic);
  for (const line of lines.slice(Number(log?.high ?? 0))) {
    await producer.send({ topic: lab.topic, messages: [{ value: line }] });
  }
  await admin.disconnect();
  await producer.disconnect();
}
