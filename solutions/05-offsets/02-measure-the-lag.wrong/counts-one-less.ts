// Breaks: lag (not reached: nothing-committed, outside-the-log, because the sum is wrong everywhere)
// Expect: between
// Kind: off-by-one
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// `high` is the offset of the next record, not of the last.
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
      lags[partition] = Math.max(0, Number(next - begins) - 1);
    }
    return lags;
  } finally {
    await admin.disconnect();
  }
}
