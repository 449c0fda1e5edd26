// Breaks: lag (not reached: nothing-committed, outside-the-log, because partition 10 stands behind partition 1)
// Expect: between
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// "10" comes before "2".
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
    const byPartition: Record<string, number> = {};
    for (const { partition, low, high } of logs) {
      const [first, next] = [BigInt(low), BigInt(high)];
      const at = committed.get(partition) ?? -1n;
      const begins = at >= first && at <= next ? at : first;
      byPartition[`${partition}`] = Number(next - begins);
    }
    const sorted = Object.entries(byPartition).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([, lag]) => lag);
  } finally {
    await admin.disconnect();
  }
}
