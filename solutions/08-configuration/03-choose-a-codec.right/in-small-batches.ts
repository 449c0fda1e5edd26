// Differs: 100 batches, one after the other, gzip: as near to a third of the bytes as twelve clicks a batch come.
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// The smallest batches that do.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
    for (let at = 0; at < messages.length; at += 12) {
      await producer.send({
        topic: lab.topic,
        compression: CompressionTypes.GZIP,
        messages: messages.slice(at, at + 12),
      });
    }
  } finally {
    await producer.disconnect();
  }
}
