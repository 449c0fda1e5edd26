import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

// Why this way
// - The lag is what lies between where a reader begins and where the log ends, so the question is where it begins. With a
//   commit in the log: there. With none, or with one that the log does not hold: at the oldest record, because the readers
//   ask for `fromBeginning: true`.
// - This client says nothing of a partition without a commit: the answer lacks it, where kafkajs says -1. So the list of
//   partitions comes from the topic, never from the group.
// - An admin client joins no group.

/** How many records a reader of the group `lab.groupId` will still get of `lab.topic`, by partition. */
export async function measureTheLag(lab: Lab): Promise<number[]> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'lag', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
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
