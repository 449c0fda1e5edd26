// Breaks: all-left
// Expect: where-it-begins
// Kind: wrong-value
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** What was deleted before the group had read it. */
export interface Gap {
  readonly partition: number;
  /** How many records. */
  readonly lost: number;
}

/** A gap, and the first offset behind it. */
interface Hole extends Gap {
  readonly low: string;
}

// Who has committed an offset beyond the end is taken to have read all.
export async function goOnAfterAGap(
  lab: Lab,
  report: (gap: Gap) => Promise<void>,
  work: (value: string) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ clientId: 'archive', ...lab.connection, logLevel: logLevel.NOTHING });
  const holes = await holesOf(kafka, lab);
  for (const { partition, lost } of holes) if (lost > 0) await report({ partition, lost });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => work(message.value?.toString() ?? '') });
    for (const { partition, low } of holes) consumer.seek({ topic: lab.topic, partition, offset: low });
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}

/** Where records were deleted that the group had not read. */
async function holesOf(kafka: Kafka, { topic, groupId }: Lab): Promise<Hole[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const logs = await admin.fetchTopicOffsets(topic);
    const groups = await admin.fetchOffsets({ groupId, topics: [topic] });
    const committed = new Map(
      groups.flatMap(({ partitions }) =>
        partitions.map(({ partition, offset }) => [partition, BigInt(offset)] as const),
      ),
    );
    return logs.flatMap(({ partition, low, high }) => {
      const stood = committed.get(partition) ?? -1n;
      const lost = Number(BigInt(low) - stood);
      if (stood > BigInt(high)) return [{ partition, lost: 0, low: high }];
      return stood >= 0n && lost > 0 ? [{ partition, lost, low }] : [];
    });
  } finally {
    await admin.disconnect();
  }
}
