// Breaks: lag (not reached: outside-the-log, because a place may seem to be in the log, too)
// Expect: between
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// Offsets are text, and are compared as text: 9 seems to be beyond 12.
export async function measureTheLag(lab: Lab): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'lag', ...lab.connection, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const logs = await admin.fetchTopicOffsets(lab.topic);
    const groups = await admin.fetchOffsets({ groupId: lab.groupId, topics: [lab.topic] });
    const committed = new Map(
      groups.flatMap(({ partitions }) => partitions.map(({ partition, offset }) => [partition, offset] as const)),
    );
    const lags: number[] = [];
    for (const { partition, low, high } of logs) {
      const at = committed.get(partition) ?? '-1';
      const begins = at >= low && at <= high ? at : low;
      lags[partition] = Number(high) - Number(begins);
    }
    return lags;
  } finally {
    await admin.disconnect();
  }
}
