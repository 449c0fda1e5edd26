// Breaks: lag (not reached: nothing-committed, outside-the-log, because there is one number for all)
// Expect: partitions
// Kind: sentence-overlooked
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// One number for the topic: nobody sees which partition is stuck.
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
    return [lags.reduce((sum, lag) => sum + lag, 0)];
  } finally {
    await admin.disconnect();
  }
}
