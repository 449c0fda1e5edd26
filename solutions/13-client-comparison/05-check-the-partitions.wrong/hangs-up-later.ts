// Breaks: hangs-up
// Expect: no-disconnect
// Kind: not-hung-up
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

// Returns a little earlier, and hangs up when nobody looks any more.
export async function checkThePartitions(lab: Lab, candidate: Candidate): Promise<Verdict> {
  const kafka = new Kafka({ clientId: 'check', ...lab.connection, logLevel: logLevel.NOTHING });
  const topic = `${lab.topic}-${partitions}`;
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: partitions }] });
    await candidate.write(topic, keys);
    const ends = await admin.fetchTopicOffsets(topic);
    const places = await readPlaces(kafka, topic, lab.groupId, ends);
    const differing = keys.filter((key) => places.get(key) !== javaPartition(key));
    return { agrees: differing.length === 0, differing };
  } finally {
    setTimeout(() => void admin.disconnect(), 400);
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

interface End {
  partition: number;
  high: string;
}

async function readPlaces(kafka: Kafka, topic: string, groupId: string, ends: End[]): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  const written = ends.filter(({ high }) => high !== '0');
  const last = new Map(written.map(({ partition, high }) => [partition, Number(high) - 1]));
  if (last.size === 0) return places;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  const { promise: allRead, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      async eachMessage({ partition, message }) {
        places.set(message.key?.toString() ?? '', partition);
        if (Number(message.offset) === last.get(partition)) last.delete(partition);
        if (last.size === 0) resolve();
      },
    });
    await allRead;
  } finally {
    await consumer.disconnect();
  }
  return places;
}
