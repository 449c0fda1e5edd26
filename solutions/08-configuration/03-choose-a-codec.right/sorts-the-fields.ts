// Differs: the fields of the JSON stand in another order; four batches under way at once, gzip.
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// Whoever reads JSON reads it in any order.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({
      key: click.visitor,
      value: JSON.stringify({ at: click.at, page: click.page, visitor: click.visitor }),
    }));
    const sends: Promise<unknown>[] = [];
    for (let at = 0; at < messages.length; at += 300) {
      sends.push(
        producer.send({
          topic: lab.topic,
          compression: CompressionTypes.GZIP,
          messages: messages.slice(at, at + 300),
        }),
      );
    }
    await Promise.all(sends);
  } finally {
    await producer.disconnect();
  }
}
