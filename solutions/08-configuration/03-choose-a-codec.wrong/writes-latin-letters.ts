// Breaks: same-records
// Expect: made-shorter
// Kind: non-latin
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// One letter, one byte.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({
      key: click.visitor,
      value: Buffer.from(JSON.stringify(click), 'latin1'),
    }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({
        topic: lab.topic,
        compression: CompressionTypes.GZIP,
        messages: messages.slice(at, at + 400),
      });
    }
  } finally {
    await producer.disconnect();
  }
}
