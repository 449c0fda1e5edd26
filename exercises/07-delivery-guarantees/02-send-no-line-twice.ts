import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/**
 * A whole program: sends the lines of a file to `lab.topic`, in their order, and ends.
 * TODO: after a crash lines are there twice. Mend it. The task says what it has to do.
 */
export async function sendNoLineTwice(lab: Lab, lines: readonly string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'import', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  for (const line of lines) await producer.send({ topic: lab.topic, messages: [{ value: line }] });
  await producer.disconnect();
}
