import { KafkaJS } from '@confluentinc/kafka-javascript';
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

// Why this way
// - `fromBeginning` is asked once, when the group has no position yet. From then on the group goes on where it has
//   committed, whatever stands here.
// - `fromBeginning` belongs to the consumer's configuration in this client; in `subscribe` it is refused.
// - `run()` returns before the group was joined. The records come later, one call of `eachMessage` at a time for a
//   partition. So the function waits for the signal itself.
// - Records are bytes. `toString()` reads them as UTF-8, which is what the producer wrote.
// - `disconnect()` stands in `finally`: it lets the handler finish, commits, leaves the group and hangs up.

/**
 * Reads `lab.topic` in the group `lab.groupId`, and hands every record to `handle`, until `lab.signal` aborts.
 * Resolves when the group has been left.
 */
export async function readInAGroup(lab: Lab, handle: (received: Received) => Promise<void>): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'reader', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const consumer = kafka.consumer({ kafkaJS: { groupId: lab.groupId, fromBeginning: true } });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const { key, value, offset } = message;
        await handle({ key: text(key), value: text(value), headers: texts(message.headers), partition, offset });
      },
    });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}

type Bytes = Buffer | string | null | undefined;

const text = (bytes: Bytes): string => bytes?.toString() ?? '';

// A name may stand several times in a record's headers, and is an array then: here the last one counts.
const texts = (headers: Record<string, Bytes | (Buffer | string)[]> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, text([value].flat().at(-1))]));
