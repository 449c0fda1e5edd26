import Kafka from 'node-rdkafka';
import { called, close, connection, makeProducer, token, topic } from './connect.ts';
import type { Result } from './result.ts';

export const admin: Record<string, () => Promise<Result>> = {
  connect: async () => {
    const producer = await makeProducer();
    try {
      const found = await called<Kafka.Metadata>((done) => producer.getMetadata({ topic, timeout: 20_000 }, done));
      return { evidence: { partitions: found.topics.find(({ name }) => name === topic)?.partitions.length } };
    } finally {
      await close(producer);
    }
  },
  'admin-topics': async () => {
    const admin = Kafka.AdminClient.create(connection, token);
    try {
      const wanted = { topic, num_partitions: 3, replication_factor: 1 };
      await called((done) => admin.createTopic(wanted, 20_000, done as never));
      await called((done) => admin.deleteTopic(process.env.TOPIC_TO_DELETE ?? '', 20_000, done as never));
      return { evidence: { created: topic } };
    } finally {
      admin.disconnect();
    }
  },
};
