// Differs: three topics of 3, 7 and 12 partitions, sixty names in each, read by Confluent's client; JavaScript's own murmur2.
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Candidate {
  readonly name: string;
  write(topic: string, keys: readonly string[]): Promise<void>;
}

export interface Verdict {
  agrees: boolean;
  differing: string[];
}

const firstNames = ['Zoë', 'Øyvind', 'Łukasz', '美咲', 'Anna-Katharina', 'Bo', 'Ёлка', 'José', 'Maximiliane', 'Iñaki'];
const names = firstNames.flatMap((first, n) =>
  Array.from({ length: 6 }, (_, at) => `${first} ${'of the house '.repeat(at % 3)}${n * 31 + at}`),
);
const counts = [3, 7, 12];

export async function checkThePartitions(lab: Lab, candidate: Candidate): Promise<Verdict> {
  const kafka = new KafkaJS.Kafka({ kafkaJS: { ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING } });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = counts.map((numPartitions) => ({ topic: `${lab.topic}-of-${numPartitions}`, numPartitions }));
    await admin.createTopics({ topics });
    const differing = new Set<string>();
    for (const { topic, numPartitions } of topics) {
      await candidate.write(topic, names);
      const ends = await admin.fetchTopicOffsets(topic);
      const written = ends.reduce((sum, { high }) => sum + Number(high), 0);
      const groupId = `${lab.groupId}-${numPartitions}`;
      const places = written === 0 ? new Map<string, number>() : await readAll(kafka, { topic, groupId, written });
      for (const name of names) if (places.get(name) !== javaPlace(name, numPartitions)) differing.add(name);
    }
    return { agrees: differing.size === 0, differing: [...differing] };
  } finally {
    await admin.disconnect();
  }
}

interface Reading {
  readonly topic: string;
  readonly groupId: string;
  /** How many records there are. */
  readonly written: number;
}

async function readAll(kafka: KafkaJS.Kafka, { topic, groupId, written }: Reading): Promise<Map<string, number>> {
  const consumer = kafka.consumer({ kafkaJS: { groupId, fromBeginning: true } });
  const places = new Map<string, number>();
  const seen = new Set<string>();
  const { promise, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        places.set(String(message.key), partition);
        if (seen.add(`${partition}:${message.offset}`).size === written) resolve();
      },
    });
    await promise;
  } finally {
    await consumer.disconnect();
  }
  return places;
}

function javaPlace(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

function murmur2(bytes: Buffer): number {
  const m = 0x5bd1e995;
  let hash = 0x9747b28c ^ bytes.length;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const k = Math.imul(bytes.readInt32LE(at), m);
    hash = Math.imul(hash, m) ^ Math.imul(k ^ (k >>> 24), m);
  }
  const rest = bytes.subarray(at);
  for (const [place, byte] of rest.entries()) hash ^= byte << (8 * place);
  if (rest.length > 0) hash = Math.imul(hash, m);
  hash = Math.imul(hash ^ (hash >>> 13), m);
  return hash ^ (hash >>> 15);
}
