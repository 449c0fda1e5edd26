// Breaks: bytes (not reached: confirmed, same-records, hangs-up, because it throws in its first send)
// Expect: codec-not-there
// Kind: wrong-value
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// Its name is in CompressionTypes; the codec is not.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({
        topic: lab.topic,
        compression: CompressionTypes.ZSTD,
        messages: messages.slice(at, at + 400),
      });
    }
  } finally {
    await producer.disconnect();
  }
}
