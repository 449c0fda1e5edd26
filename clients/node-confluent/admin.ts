import Confluent from '@confluentinc/kafka-javascript';
import { groupId, makeAdmin, topic } from './connect.ts';
import type { Result } from './result.ts';

type Admin = ReturnType<typeof makeAdmin>;

async function withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = makeAdmin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export const admin: Record<string, () => Promise<Result>> = {
  connect: () =>
    withAdmin(async (admin) => {
      const [found] = await admin.fetchTopicMetadata({ topics: [topic] });
      return { evidence: { partitions: found?.partitions.length } };
    }),
  'admin-topics': () =>
    withAdmin(async (admin) => {
      await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 1 }] });
      await admin.deleteTopics({ topics: [process.env.TOPIC_TO_DELETE ?? ''] });
      return { evidence: { created: topic } };
    }),
  'admin-groups': () =>
    withAdmin(async (admin) => {
      const { groups } = await admin.listGroups();
      const { groups: described } = await admin.describeGroups([groupId]);
      await admin.deleteGroups([groupId]);
      const states = Object.entries(Confluent.ConsumerGroupStates);
      const state = states.find(([, number]) => number === described[0]?.state)?.[0];
      return { evidence: { listed: groups.some((group) => group.groupId === groupId), state } };
    }),
};
