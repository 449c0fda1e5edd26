// Breaks: session
// Expect: session
// Kind: wrong-value
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
  /** Reads `lab.topic` in the group `lab.groupId`, and hands over the values, some at a time. */
  read(handle: (values: string[]) => Promise<void>): Promise<void>;
  /** Disconnects both. */
  close(): Promise<void>;
}

// The numbers stood in the lesson. The next page has others.
export async function translateTheTemplate(lab: Lab, template: Template): Promise<Clients> {
  const kafka = new Kafka({ clientId: 'service', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  const consumer = kafka.consumer({
    groupId: lab.groupId,
    maxWaitTimeInMs: 200,
    sessionTimeout: 30_000,
    heartbeatInterval: template.consumer.heartbeat_interval_ms,
  });
  const most = template.consumer.max_poll_records;

  await producer.connect();
  await consumer.connect();
  return {
    async send(values) {
      await producer.send({
        topic: lab.topic,
        acks: template.producer.acks === 'all' ? -1 : 1,
        compression: CompressionTypes.GZIP,
        messages: values.map((value) => ({ value })),
      });
    },
    async read(handle) {
      const fromBeginning = template.consumer.auto_offset_reset === 'earliest';
      await consumer.subscribe({ topic: lab.topic, fromBeginning });
      await consumer.run({
        async eachBatch(payload) {
          const values = payload.batch.messages.map(({ value }) => value?.toString() ?? '');
          for (let at = 0; at < values.length; at += most) {
            await handle(values.slice(at, at + most));
            await payload.heartbeat();
          }
        },
      });
    },
    async close() {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
}
