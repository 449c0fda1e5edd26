// Breaks: differing (not reached: hangs-up, because it never returns)
// Expect: waits-for-ever
// Kind: empty-list
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Candidate {
  readonly name: string;
  write(topic: string, keys: readonly string[]): Promise<void>;
}

export interface Verdict {
  agrees: boolean;
  differing: string[];
}

const partitions = 12;
const keys = Array.from({ length: 200 }, (_, n) => `café-${n ** 3}`);

// Reads until every key has come, because every key was written.
export async function checkThePartitions(lab: Lab, candidate: Candidate): Promise<Verdict> {
  const kafka = new Kafka({ clientId: 'check', ...lab.connection, logLevel: logLevel.NOTHING });
  const topic = `${lab.topic}-${partitions}`;
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: partitions }] });
    await candidate.write(topic, keys);
    const places = await readPlaces(kafka, topic, lab.groupId, keys.length);
    const differing = keys.filter((key) => places.get(key) !== javaPartition(key));
    return { agrees: differing.length === 0, differing };
  } finally {
    await admin.disconnect();
  }
}

const choose = Partitioners.DefaultPartitioner();
const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
  partitionErrorCode: 0,
  partitionId,
  leader: 0,
  replicas: [],
  isr: [],
}));

const javaPartition = (key: string): number => choose({ topic: '', partitionMetadata, message: { key, value: null } });

async function readPlaces(kafka: Kafka, topic: string, groupId: string, count: number): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  if (count === 0) return places;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  const { promise: allRead, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      async eachMessage({ partition, message }) {
        places.set(message.key?.toString() ?? '', partition);
        if (places.size === count) resolve();
      },
    });
    await allRead;
  } finally {
    await consumer.disconnect();
  }
  return places;
}
