// Breaks: same-records
// Expect: made-shorter
// Kind: sentence-overlooked
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// The names of the fields stand there once, in this program.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({
      key: click.visitor,
      value: JSON.stringify([click.visitor, click.page, click.at]),
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
