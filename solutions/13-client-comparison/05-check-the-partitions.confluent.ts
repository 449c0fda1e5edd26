import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** A client whose rule for partitions nobody knows. */
export interface Candidate {
  readonly name: string;
  /** Writes one record for each key, and resolves when it is done. */
  write(topic: string, keys: readonly string[]): Promise<void>;
}

export interface Verdict {
  /** Whether every key stands where the Java client would have put it. */
  agrees: boolean;
  /** The keys that do not stand there. */
  differing: string[];
}

// Why this way
// - Nobody computes a hash here: a producer that has Java's rule writes the same keys to a second topic, and the
//   confirmations say where they stand. In this client the `kafkaJS` block makes the difference: with it the rule is
//   Java's (`murmur2_random`), without it CRC32 (`consistent_random`).
// - One `send` for each key, because several messages of one `send` share their confirmation.

const partitions = 12;
const keys = Array.from({ length: 200 }, (_, n) => `café-${n ** 3}`);

/** Finds out on a topic of its own whether the candidate puts keys where the Java client would. */
export async function checkThePartitions(lab: Lab, candidate: Candidate): Promise<Verdict> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'check', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const [topic, javaTopic] = [`${lab.topic}-${partitions}`, `${lab.topic}-java`];
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({
      topics: [topic, javaTopic].map((name) => ({ topic: name, numPartitions: partitions })),
    });
    await candidate.write(topic, keys);
    const javaPlaces = await writeAsJava(kafka, javaTopic);
    const ends = await admin.fetchTopicOffsets(topic);
    const places = await readPlaces(kafka, { topic, groupId: lab.groupId, ends });
    const differing = keys.filter((key) => places.get(key) !== javaPlaces.get(key));
    return { agrees: differing.length === 0, differing };
  } finally {
    await admin.disconnect();
  }
}

/** Writes all keys by Java's rule. Returns the partition of each. */
async function writeAsJava(kafka: KafkaJS.Kafka, topic: string): Promise<Map<string, number>> {
  const producer = kafka.producer({ kafkaJS: { acks: -1 } });
  await producer.connect();
  try {
    const places = keys.map(async (key): Promise<[string, number]> => {
      const [place] = await producer.send({ topic, messages: [{ key, value: '' }] });
      if (!place) throw new Error(`Nobody said where ${key} stands.`);
      return [key, place.partition];
    });
    return new Map(await Promise.all(places));
  } finally {
    await producer.disconnect();
  }
}

interface Reading {
  readonly topic: string;
  readonly groupId: string;
  /** The offset that the next record gets, of each partition. */
  readonly ends: readonly { readonly partition: number; readonly high: string }[];
}

/** The partition of each key that stands in the topic. */
async function readPlaces(kafka: KafkaJS.Kafka, { topic, groupId, ends }: Reading): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  const written = ends.filter(({ high }) => high !== '0');
  const last = new Map(written.map(({ partition, high }) => [partition, Number(high) - 1]));
  if (last.size === 0) return places;
  const consumer = kafka.consumer({ kafkaJS: { groupId, fromBeginning: true } });
  const { promise: allRead, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic });
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
