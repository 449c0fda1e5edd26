// Differs: asks for all that the group has committed (OffsetFetch without a list of topics), and before it asks for the log
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** How many records a reader of the group `lab.groupId` will still get of `lab.topic`, by partition. */
export async function measureTheLag(lab: Lab): Promise<number[]> {
  const admin = new Kafka({ clientId: 'lag', ...lab.connection, logLevel: logLevel.NOTHING }).admin();
  try {
    await admin.connect();
    const all = await admin.fetchOffsets({ groupId: lab.groupId });
    const ours = all.find(({ topic }) => topic === lab.topic)?.partitions ?? [];
    const places = new Map(ours.map(({ partition, offset }) => [partition, Number(offset)]));
    const logs = await admin.fetchTopicOffsets(lab.topic);
    const sorted = logs.toSorted((one, other) => one.partition - other.partition);
    return sorted.map(({ partition, low, high }) => {
      const place = places.get(partition) ?? -1;
      const isInLog = place >= Number(low) && place <= Number(high);
      return Number(high) - (isInLog ? place : Number(low));
    });
  } finally {
    await admin.disconnect();
  }
}
