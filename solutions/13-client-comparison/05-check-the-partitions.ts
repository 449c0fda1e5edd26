import { Kafka, logLevel, Partitioners } from 'kafkajs';
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
// - Twelve partitions. With 8 only the last three bits of the hash count. A rule that keeps the sign bit, which Java
//   drops, is off by 2,147,483,648: nothing modulo 8, and 8 modulo 12.
// - Two hundred keys. Half of all hashes have no sign bit, and for those both rules agree: key-0, key-1 and key-2 are
//   such keys.
// - The keys have several lengths, because murmur2 takes four bytes at a time and has code of its own for the rest. And
//   they hold a letter of two bytes, because a hash is of bytes.
// - It goes through the keys, not through what it has read: of records that are not there, all stand right.
// - It reads until the last offset of each partition has come. How many times the handler is called says less: after a
//   rebalance a record may come again.
// - `waitForLeaders: false`, because kafkajs throws where the broker has not heard of the new topic yet. The candidate
//   waits for it.

const partitions = 12;
const keys = Array.from({ length: 200 }, (_, n) => `café-${n ** 3}`);

/** Finds out on a topic of its own whether the candidate puts keys where the Java client would. */
export async function checkThePartitions(lab: Lab, candidate: Candidate): Promise<Verdict> {
  const kafka = new Kafka({ clientId: 'check', ...lab.connection, logLevel: logLevel.NOTHING });
  const topic = `${lab.topic}-${partitions}`;
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: partitions }] });
    await candidate.write(topic, keys);
    const ends = await admin.fetchTopicOffsets(topic);
    // #region compare
    const places = await readPlaces(kafka, { topic, groupId: lab.groupId, ends });
    const differing = keys.filter((key) => places.get(key) !== javaPartition(key));
    return { agrees: differing.length === 0, differing };
    // #endregion
  } finally {
    await admin.disconnect();
  }
}

const choose = Partitioners.DefaultPartitioner();
// It takes what a producer knows of the partitions, and uses their number.
const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
  partitionErrorCode: 0,
  partitionId,
  leader: 0,
  replicas: [],
  isr: [],
}));

/** Where the Java client would put the key: kafkajs has its rule. */
function javaPartition(key: string): number {
  return choose({ topic: '', partitionMetadata, message: { key, value: null } });
}

interface Reading {
  readonly topic: string;
  readonly groupId: string;
  /** The offset that the next record gets, of each partition. */
  readonly ends: readonly { readonly partition: number; readonly high: string }[];
}

/** The partition of each key that stands in the topic. */
async function readPlaces(kafka: Kafka, { topic, groupId, ends }: Reading): Promise<Map<string, number>> {
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
