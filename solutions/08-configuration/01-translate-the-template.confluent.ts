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

// Why this way
// - All of it belongs to producer and consumer here; a `send` or `subscribe` that is given it throws.
// - 'js.consumer.max.batch.size' is this client's own, and has no name in the `kafkaJS` block. `max.poll.records`
//   exists too, for another kind of consumer, and does nothing here.

/** Makes a producer and a consumer with the settings of the page. */
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
    'js.consumer.max.batch.size': template.consumer.max_poll_records,
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
        async eachBatch({ batch }) {
          await handle(batch.messages.map(({ value }) => value?.toString() ?? ''));
        },
      });
    },
    async close() {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
}
