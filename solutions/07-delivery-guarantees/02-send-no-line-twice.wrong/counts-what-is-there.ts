// Breaks: comes-late
// Expect: looked-too-early
// Kind: looked-up-elsewhere
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// Idempotent, and how many lines are there is known from the log: but the dead one may still have one on its way.
export async function sendNoLineTwice(lab: Lab, lines: readonly string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'import', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
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
