// Breaks: looks-only
// Expect: writes
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// It puts the group where a reader would begin: the numbers are right, and the group is another one.
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
    const partitions = logs.map(({ partition, high }) => {
      const offset = BigInt(high) - BigInt(lags[partition] ?? 0);
      return { partition, offset: `${offset}` };
    });
    await admin.setOffsets({ groupId: lab.groupId, topic: lab.topic, partitions });
    return lags;
  } finally {
    await admin.disconnect();
  }
}
