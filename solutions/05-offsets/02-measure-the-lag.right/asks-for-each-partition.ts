// Differs: OffsetFetch names the partitions, and what is missing is answered with -1001; every partition of the answer is one that was asked for
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** How many records a reader of the group `lab.groupId` will still get of `lab.topic`, by partition. */
export async function measureTheLag({ connection, topic, groupId }: Lab): Promise<number[]> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'lag', ...connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const logs = await admin.fetchTopicOffsets(topic);
    const partitions = logs.map(({ partition }) => partition);
    const groups = await admin.fetchOffsets({ groupId, topics: [{ topic, partitions }] });
    const lags: number[] = [];
    for (const { partition, offset } of groups.flatMap((group) => group.partitions)) {
      const log = logs.find((each) => each.partition === partition);
      const [low, high, at] = [Number(log?.low), Number(log?.high), Number(offset)];
      lags[partition] = high - (at >= low && at <= high ? at : low);
    }
    return lags;
  } finally {
    await admin.disconnect();
  }
}
