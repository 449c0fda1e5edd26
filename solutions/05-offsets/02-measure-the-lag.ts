import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// Why this way
// - The lag is what lies between where a reader begins and where the log ends, so the question is where it begins. With a
//   commit in the log: there. With none (kafkajs says -1): at the oldest record, because the readers ask for
//   `fromBeginning: true`. With a commit that the log does not hold: the broker answers OFFSET_OUT_OF_RANGE, and the
//   reader begins at the oldest record, too.
// - "Nothing committed" is not "nothing to read", and not offset 0 either: the log may begin anywhere.
// - The partitions come in no order, so each goes to its own place.
// - An admin client joins no group. `fetchOffsets({ …, resolveOffsets: true })` does: it writes what it finds into the
//   group, and says "the end" where nothing was committed.

/** How many records a reader of the group `lab.groupId` will still get of `lab.topic`, by partition. */
export async function measureTheLag(lab: Lab): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'lag', ...lab.connection, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const logs = await admin.fetchTopicOffsets(lab.topic);
    const groups = await admin.fetchOffsets({ groupId: lab.groupId, topics: [lab.topic] });
    const committed = new Map(
      groups.flatMap(({ partitions }) =>
        partitions.map(({ partition, offset }) => [partition, BigInt(offset)] as const),
      ),
    );
    const lags: number[] = [];
    for (const { partition, low, high } of logs) {
      const [first, next] = [BigInt(low), BigInt(high)];
      const at = committed.get(partition) ?? -1n;
      const begins = at >= first && at <= next ? at : first;
      lags[partition] = Number(next - begins);
    }
    return lags;
  } finally {
    await admin.disconnect();
  }
}
