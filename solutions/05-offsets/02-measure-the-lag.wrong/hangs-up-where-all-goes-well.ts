// Breaks: hangs-up
// Expect: not-disconnected
// Kind: not-hung-up
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// The connection is closed behind the last question, which throws where it has no answer.
export async function measureTheLag(lab: Lab): Promise<number[]> {
  const kafka = new Kafka({ clientId: 'lag', ...lab.connection, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const logs = await admin.fetchTopicOffsets(lab.topic);
  const groups = await admin.fetchOffsets({ groupId: lab.groupId, topics: [lab.topic] });
  await admin.disconnect();
  const committed = new Map(
    groups.flatMap(({ partitions }) => partitions.map(({ partition, offset }) => [partition, BigInt(offset)] as const)),
  );
  const lags: number[] = [];
  for (const { partition, low, high } of logs) {
    const [first, next] = [BigInt(low), BigInt(high)];
    const at = committed.get(partition) ?? -1n;
    const begins = at >= first && at <= next ? at : first;
    lags[partition] = Number(next - begins);
  }
  return lags;
}
