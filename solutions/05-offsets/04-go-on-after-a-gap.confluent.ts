import { KafkaJS } from '@confluentinc/kafka-javascript';
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

// Why this way
// - A consumer whose offset has been deleted does not stop, and says nothing to the program: `fromBeginning` decides.
//   `false` skips all that is left, `true` begins at the oldest record that is left.
// - What is lost nobody can say afterwards: so the two numbers are compared before the group is joined. This client leaves
//   out a partition without a commit, and 0 is an offset like any other.
// - The commit is for the partition in which nothing is left to read: without it the group would come back to its old
//   place, and report the same gap at every start. Only a member may commit, so it waits for its partitions.

/** Reads on from where the group has stopped, and says what is lost, until `lab.signal` aborts. */
export async function goOnAfterAGap(
  lab: Lab,
  report: (gap: Gap) => Promise<void>,
  work: (value: string) => Promise<void>,
): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'archive', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const holes = await holesOf(kafka, lab);
  for (const { partition, lost } of holes) await report({ partition, lost });
  const { promise: joined, resolve } = Promise.withResolvers<void>();
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, maxWaitTimeInMs: 200 },
    rebalance_cb: ({ code }: { code: number }) => {
      if (code === KafkaJS.ErrorCodes.ERR__ASSIGN_PARTITIONS) resolve();
    },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({ eachMessage: async ({ message }) => work(message.value?.toString() ?? '') });
    await Promise.race([joined, aborted(lab.signal)]);
    const places = holes.map(({ partition, low }) => ({ topic: lab.topic, partition, offset: low }));
    if (!lab.signal.aborted && places.length > 0) await consumer.commitOffsets(places);
    await aborted(lab.signal);
  } finally {
    await consumer.disconnect();
  }
}

/** Where records were deleted that the group had not read. */
async function holesOf(kafka: KafkaJS.Kafka, { topic, groupId }: Lab): Promise<Hole[]> {
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
    return logs.flatMap(({ partition, low }) => {
      const stood = committed.get(partition) ?? -1n;
      const lost = Number(BigInt(low) - stood);
      return stood >= 0n && lost > 0 ? [{ partition, lost, low }] : [];
    });
  } finally {
    await admin.disconnect();
  }
}
