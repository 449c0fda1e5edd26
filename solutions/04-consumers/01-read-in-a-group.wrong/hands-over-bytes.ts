// Breaks: received
// Expect: bytes
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** A record, ready to be worked on. */
export interface Received {
  key: string;
  value: string;
  headers: Record<string, string>;
  partition: number;
  offset: string;
}

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

// A Buffer in a template becomes text; here it does not.
export async function readInAGroup(lab: Lab, handle: (received: Received) => Promise<void>): Promise<void> {
  const kafka = new Kafka({ clientId: 'reader', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 500 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const { key, value, offset } = message;
        await handle({
          key: text(key),
          value: text(value),
          headers: JSON.parse(JSON.stringify(message.headers ?? {})),
          partition,
          offset,
        });
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}

type Bytes = Buffer | string | null | undefined;

const text = (bytes: Bytes): string => bytes?.toString() ?? '';
