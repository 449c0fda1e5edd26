import { KafkaJS } from '@confluentinc/kafka-javascript';
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

/** What librdkafka calls the end of a log in the place of an offset. */
const logEnd = -1n;

const nothing: Span = { first: 0n, end: 0n };

interface Message {
  readonly offset: string;
  readonly value: Buffer | null | undefined;
}

// Why this way
// - The broker has an index of times: it says where the first record stands that is of `from` or later. So nothing before
//   it is read.
// - There is no such answer for the window's end. Timestamps are not sorted, so a record behind the window says nothing of
//   the next one. What ends is the log: as it was when the call came. Whoever waits for silence waits as long as others write.
// - A partition that has nothing between the two is never waited for: no record would come to say that it is done.
// - `rebalance_cb` gives each partition its first offset as it is assigned. A `seek` after `run()` comes before the
//   assignment: this client keeps it until then, once, and not at all where `rebalance_cb` returns something.
// - This client keeps what a handler throws, too: it tries again half a second later. So the error goes to a promise of our
//   own, and the handler does nothing more.
// - `disconnect()` waits for the handler at hand, so it is not called in it.

/** Hands over what was written to `lab.topic` with a timestamp in the window, then returns. */
export async function readAWindowOfTime(
  lab: Lab,
  { from, to }: TimeWindow,
  handle: (reading: Reading) => Promise<void>,
): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'window', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const spans = await spansOf(kafka, lab.topic, from);
  if (spans.size === 0) return;
  const open = new Set(spans.keys());
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
  const firstOf = (partition: number): number => Number(spans.get(partition)?.first ?? logEnd);
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, autoCommit: false, maxWaitTimeInMs: 100 },
    rebalance_cb: (error: { code: number }, assignment: { partition: number }[]) =>
      error.code === KafkaJS.ErrorCodes.ERR__ASSIGN_PARTITIONS
        ? assignment.map((each) => ({ ...each, offset: firstOf(each.partition) }))
        : undefined,
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const { first, end } = spans.get(partition) ?? nothing;
        const offset = BigInt(message.offset);
        if (hasFailed || offset < first) return;
        if (offset < end && isWithin(Number(message.timestamp))) await pass(partition, message);
        if (offset + 1n >= end) open.delete(partition);
        if (open.size === 0) resolve();
      },
    });
    await done;
  } finally {
    await consumer.disconnect();
  }
}

/** What there is to read, by partition; partitions without anything are left out. */
async function spansOf(kafka: KafkaJS.Kafka, topic: string, from: number): Promise<Map<number, Span>> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const firsts = await admin.fetchTopicOffsetsByTimestamp(topic, from);
    const ends = await admin.fetchTopicOffsets(topic);
    const firstOf = new Map(firsts.map(({ partition, offset }) => [partition, BigInt(offset)]));
    const spans = ends.map(({ partition, high }) => {
      const end = BigInt(high);
      return [partition, { first: firstOf.get(partition) ?? end, end }] as const;
    });
    return new Map(spans.filter(([, { first, end }]) => first < end));
  } finally {
    await admin.disconnect();
  }
}
