import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
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
  /** Reads `lab.topic` in the group `lab.groupId`, and hands over the values, one piece after the other. Called once. */
  read(handle: (values: string[]) => Promise<void>): Promise<void>;
  /** Disconnects both. */
  close(): Promise<void>;
}

/**
 * Makes a producer and a consumer with the settings of the page.
 * TODO: most of the settings are not heard. Find out which, and mend them.
 */
export async function translateTheTemplate(lab: Lab, template: Template): Promise<Clients> {
  const kafka = new Kafka({ clientId: 'service', ...lab.connection, logLevel: logLevel.NOTHING });

  const producerSettings = {
    allowAutoTopicCreation: false,
    acks: template.producer.acks === 'all' ? -1 : 1,
    compression: CompressionTypes.GZIP,
  };
  const producer = kafka.producer(producerSettings);

  const consumerSettings = {
    groupId: lab.groupId,
    maxWaitTimeInMs: 200,
    sessionTimeoutMs: template.consumer.session_timeout_ms,
    heartbeatInterval: template.consumer.heartbeat_interval_ms,
    maxPollRecords: template.consumer.max_poll_records,
    fromBeginning: template.consumer.auto_offset_reset === 'earliest',
  };
  const consumer = kafka.consumer(consumerSettings);

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
