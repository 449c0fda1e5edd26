import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// Why this way
// - A codec works on a whole batch. Four clicks have little in common; of four hundred all field names, most of
//   the pages and most of each time stand there again and again.
// - kafkajs takes the codec with each `send`, not with the producer. Where it does not belong it is ignored.
// - GZIP is the one codec that kafkajs brings along. LZ4, Snappy and ZSTD are packages of their own
//   (`CompressionCodecs[CompressionTypes.ZSTD] = …`).
// - The reader's client undoes it: no consumer has to know.

/** Writes all clicks to `lab.topic`, and returns when the broker has confirmed them. */
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
    // #region codec
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({
        topic: lab.topic,
        compression: CompressionTypes.GZIP,
        messages: messages.slice(at, at + 400),
      });
    }
    // #endregion
  } finally {
    await producer.disconnect();
  }
}
