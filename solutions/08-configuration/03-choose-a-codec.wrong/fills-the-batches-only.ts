// Breaks: bytes
// Expect: nothing-compressed
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// Fewer headers of batches, and every field name as often as before.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
    }
  } finally {
    await producer.disconnect();
  }
}
