// Differs: librdkafka's batches, compressed with LZ4; the JSON has lines and spaces.
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// More bytes to compress, and fewer that arrive.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'clicks', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({
    kafkaJS: { compression: KafkaJS.CompressionTypes.LZ4 },
    'linger.ms': 50,
  });
  await producer.connect();
  try {
    const sends = clicks.map((click) =>
      producer.send({ topic: lab.topic, messages: [{ key: click.visitor, value: JSON.stringify(click, null, 1) }] }),
    );
    await Promise.all(sends);
  } finally {
    await producer.disconnect();
  }
}
