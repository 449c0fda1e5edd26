// Breaks: confirmed
// Expect: no-confirmation
// Kind: silence-taken-for-done
import { setTimeout as wait } from 'node:timers/promises';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// No confirmation, and a moment in its place, in which all of it will have arrived.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({
        topic: lab.topic,
        acks: 0,
        compression: CompressionTypes.GZIP,
        messages: messages.slice(at, at + 400),
      });
    }
    await wait(200);
  } finally {
    await producer.disconnect();
  }
}
