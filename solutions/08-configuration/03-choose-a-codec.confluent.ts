import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// Why this way
// - In this client the codec belongs to the producer: `send({ compression })` throws.
// - All four codecs are there. ZSTD packs about as tightly as GZIP, in a fraction of the time.
// - The client makes the batches, as long as nobody waits in between. `linger.ms` of 50 gives it time to fill
//   them, also on a busy machine.

/** Writes all clicks to `lab.topic`, and returns when the broker has confirmed them. */
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'clicks', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  // #region codec
  const producer = kafka.producer({
    kafkaJS: { compression: KafkaJS.CompressionTypes.ZSTD },
    'linger.ms': 50,
  });
  // #endregion
  await producer.connect();
  try {
    const sends = clicks.map((click) =>
      producer.send({ topic: lab.topic, messages: [{ key: click.visitor, value: JSON.stringify(click) }] }),
    );
    await Promise.all(sends);
  } finally {
    await producer.disconnect();
  }
}
