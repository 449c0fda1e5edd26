// Breaks: agrees (not reached: differing, because it takes right places for wrong ones)
// Expect: other-hash
// Kind: looked-up-elsewhere
import { Kafka, logLevel } from 'kafkajs';
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

// murmur2 by hand. Half of the keys are right.
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
    await admin.disconnect();
  }
}

// The absolute value looks like the hash without its sign, and is another number.
const javaPartition = (key: string): number => Math.abs(murmur2(Buffer.from(key))) % partitions;

function murmur2(bytes: Buffer): number {
  const m = 0x5bd1e995;
  const whole = bytes.length - (bytes.length % 4);
  let hash = 0x9747b28c ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    let k = Math.imul(bytes.readInt32LE(at), m);
    k ^= k >>> 24;
    hash = Math.imul(hash, m) ^ Math.imul(k, m);
  }
  if (bytes.length % 4 === 3) hash ^= bytes.readUInt8(whole + 2) << 16;
  if (bytes.length % 4 >= 2) hash ^= bytes.readUInt8(whole + 1) << 8;
  if (bytes.length % 4 >= 1) hash = Math.imul(hash ^ bytes.readUInt8(whole), m);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, m);
  return hash ^ (hash >>> 15);
}

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
