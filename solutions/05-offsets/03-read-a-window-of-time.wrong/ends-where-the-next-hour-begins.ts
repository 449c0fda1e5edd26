// Breaks: window
// Expect: end-of-a-partition
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** In milliseconds since 1970. */
export interface TimeWindow {
  /** The first moment of it. */
  readonly from: number;
  /** The first moment behind it. */
  readonly to: number;
}

export interface Reading {
  readonly partition: number;
  readonly offset: string;
  /** Null where the record has none. */
  readonly value: string | null;
}

/** What there is to read of a partition. */
interface Span {
  /** The first record of the window's beginning or later. */
  readonly first: bigint;
  /** Where the log ended when it was asked. */
  readonly end: bigint;
}

const nothing: Span = { first: 0n, end: 0n };

interface Message {
  readonly offset: string;
  readonly value: Buffer | null | undefined;
}

// The first record of the next hour is not the last one of this hour: timestamps are not sorted.
export async function readAWindowOfTime(
  lab: Lab,
  { from, to }: TimeWindow,
  handle: (reading: Reading) => Promise<void>,
): Promise<void> {
  const kafka = new Kafka({ clientId: 'window', ...lab.connection, logLevel: logLevel.NOTHING });
  const spans = await spansOf(kafka, lab.topic, { from, to });
  const open = new Set([...spans].flatMap(([partition, { first, end }]) => (first < end ? [partition] : [])));
  if (open.size === 0) return;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  let hasFailed = false;
  const isWithin = (time: number): boolean => time >= from && time < to;
  const pass = async (partition: number, { offset, value }: Message): Promise<void> => {
    try {
      await handle({ partition, offset, value: value?.toString() ?? null });
    } catch (error) {
      hasFailed = true;
      reject(error);
    }
  };
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: false });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        const { first, end } = spans.get(partition) ?? nothing;
        const offset = BigInt(message.offset);
        if (hasFailed || offset < first) return;
        if (offset < end && isWithin(Number(message.timestamp))) await pass(partition, message);
        if (offset + 1n >= end) open.delete(partition);
        if (open.size === 0) resolve();
      },
    });
    for (const [partition, { first }] of spans) {
      consumer.seek({ topic: lab.topic, partition, offset: String(first) });
    }
    await done;
  } finally {
    await consumer.disconnect();
  }
}

/** What there is to read, by partition; where there is nothing, it begins at the end. */
async function spansOf(kafka: Kafka, topic: string, { from, to }: TimeWindow): Promise<Map<number, Span>> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const firsts = await admin.fetchTopicOffsetsByTimestamp(topic, from);
    const ends = await admin.fetchTopicOffsetsByTimestamp(topic, to);
    const firstOf = new Map(firsts.map(({ partition, offset }) => [partition, BigInt(offset)]));
    const spans = ends.map(({ partition, offset: high }) => {
      const end = BigInt(high);
      return [partition, { first: firstOf.get(partition) ?? end, end }] as const;
    });
    return new Map(spans);
  } finally {
    await admin.disconnect();
  }
}
