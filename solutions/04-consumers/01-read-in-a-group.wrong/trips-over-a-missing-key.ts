// Breaks: received (not reached: leaves, because it is at the same record again and again)
// Expect: neither-key-nor-value
// Kind: failure-never-tried
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

// Every record has a key, so far.
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
          key: key?.toString() ?? missing(),
          value: text(value),
          headers: texts(message.headers),
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

function missing(): never {
  throw new Error('A record has no key.');
}

type Bytes = Buffer | string | null | undefined;

const text = (bytes: Bytes): string => bytes?.toString() ?? '';

// A name may stand several times in a record's headers, and is an array then: here the last one counts.
const texts = (headers: Record<string, Bytes | (Buffer | string)[]> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, text([value].flat().at(-1))]));
