// Breaks: nothing-committed (not reached: looks-only, because it writes what it resolves)
// Expect: all-that-is-there
// Kind: unheard-setting
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// `resolveOffsets` says "the end" where nothing is committed, and writes it into the group.
export async function measureTheLag(lab: Lab): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'lag', ...lab.connection, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const logs = await admin.fetchTopicOffsets(lab.topic);
    const groups = await admin.fetchOffsets({ groupId: lab.groupId, topics: [lab.topic], resolveOffsets: true });
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
