// Differs: librdkafka's batches and names, a fetch without pieces: handle gets one value at a time.
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** The company's page, in the words of no client. */
export interface Template {
  producer: { acks: 'all' | '1'; compression: 'gzip' };
  consumer: {
    session_timeout_ms: number;
    heartbeat_interval_ms: number;
    max_poll_records: number;
    auto_offset_reset: 'earliest' | 'latest';
  };
}

export interface Clients {
  /** Writes the values to `lab.topic`, and resolves when they are confirmed. */
  send(values: string[]): Promise<void>;
  /** Reads `lab.topic` in the group `lab.groupId`, and hands over the values, some at a time. */
  read(handle: (values: string[]) => Promise<void>): Promise<void>;
  /** Disconnects both. */
  close(): Promise<void>;
}

// The least that the page allows is one.
export async function translateTheTemplate(lab: Lab, template: Template): Promise<Clients> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'service', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({
    kafkaJS: {
      acks: template.producer.acks === 'all' ? -1 : 1,
      compression: KafkaJS.CompressionTypes.GZIP,
    },
  });
  const consumer = kafka.consumer({
    kafkaJS: {
      groupId: lab.groupId,
      sessionTimeout: template.consumer.session_timeout_ms,
      heartbeatInterval: template.consumer.heartbeat_interval_ms,
      fromBeginning: template.consumer.auto_offset_reset === 'earliest',
    },
  });

  await producer.connect();
  await consumer.connect();
  return {
    async send(values) {
      await producer.send({ topic: lab.topic, messages: values.map((value) => ({ value })) });
    },
    async read(handle) {
      await consumer.subscribe({ topic: lab.topic });
      await consumer.run({
        async eachMessage({ message }) {
          await handle([message.value?.toString() ?? '']);
        },
      });
    },
    async close() {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
}
