// Breaks: lag (not reached: nothing-committed, because the places of another topic are taken for these)
// Expect: between
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// The group reads a second topic, and the places of that one come as well.
export async function measureTheLag(lab: Lab): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'lag', ...lab.connection, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const logs = await admin.fetchTopicOffsets(lab.topic);
    const groups = await admin.fetchOffsets({ groupId: lab.groupId });
    const committed = new Map(
      groups
        .toSorted((a, b) => a.topic.length - b.topic.length)
        .flatMap(({ partitions }) => partitions.map(({ partition, offset }) => [partition, BigInt(offset)] as const)),
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
