// Breaks: bytes
// Expect: small-batches
// Kind: limit-not-measured
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// The codec alone: each batch of four is compressed by itself.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
    for (let at = 0; at < messages.length; at += 4) {
      await producer.send({
        topic: lab.topic,
        compression: CompressionTypes.GZIP,
        messages: messages.slice(at, at + 4),
      });
    }
  } finally {
    await producer.disconnect();
  }
}
