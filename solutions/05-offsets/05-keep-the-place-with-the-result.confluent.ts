import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** What is known of a partition. */
interface Account {
  /** The sum of its payments, in cents. */
  readonly total: number;
  /** The offset of the payment to go on with. */
  readonly next: string;
}

// Why this way
// - Total and place are one record, and a record is written as a whole or not at all. Two records, or a total here and a
//   commit there, leave a moment in which only one of the two is true.
// - What the program knows it takes over from what the broker has confirmed. A handler that throws gets its payment again:
//   had the payment been added before, it would be in the total twice.
// - At the start the totals are read to the end that they have then. Where first offset and end are the same there is
//   nothing to read, and nothing to wait for.
// - The consumer is given its places with its partitions, at every rebalance: the group, which has committed nothing,
//   knows none.
// - Written twice, because an acknowledgement was lost, such a record does no harm: it says the same.

/** A whole program: adds up the payments in each partition of `lab.topic`, and writes the sums to `<lab.topic>-totals`. */
export async function keepThePlaceWithTheResult(lab: Lab): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'totals', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const accounts = await readAccounts(kafka, lab);
  const producer = kafka.producer({ 'linger.ms': 0 });
  const begin = (assigned: { partition: number }) => {
    const next = accounts.get(assigned.partition)?.next;
    return { ...assigned, ...(next !== undefined && { offset: Number(next) }) };
  };
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, autoCommit: false, maxWaitTimeInMs: 100 },
    rebalance_cb: ({ code }: { code: number }, assignment: { partition: number }[]) =>
      code === KafkaJS.ErrorCodes.ERR__ASSIGN_PARTITIONS ? assignment.map(begin) : undefined,
  });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic });
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const total = (accounts.get(partition)?.total ?? 0) + Number(message.value);
      const account = { total, next: String(BigInt(message.offset) + 1n) };
      const messages = [{ key: String(partition), value: JSON.stringify(account) }];
      await producer.send({ topic: `${topic}-totals`, messages });
      accounts.set(partition, account);
    },
  });
}

/** Reads what was written so far: of each partition the last. */
async function readAccounts(kafka: KafkaJS.Kafka, lab: Lab): Promise<Map<number, Account>> {
  const topic = `${lab.topic}-totals`;
  const accounts = new Map<number, Account>();
  const end = await endOf(kafka, topic);
  if (end === undefined) return accounts;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const consumer = kafka.consumer({
    kafkaJS: { groupId: `${lab.groupId}-totals`, fromBeginning: true, autoCommit: false, maxWaitTimeInMs: 100 },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic });
    await consumer.run({
      eachMessage: async ({ message: { key, value, offset } }) => {
        accounts.set(Number(key), JSON.parse(value?.toString() ?? ''));
        if (BigInt(offset) + 1n >= end) resolve();
      },
    });
    await done;
  } finally {
    await consumer.disconnect();
  }
  return accounts;
}

/** The offset behind the last record of a topic with one partition; undefined where it has no record. */
async function endOf(kafka: KafkaJS.Kafka, topic: string): Promise<bigint | undefined> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const [log] = await admin.fetchTopicOffsets(topic);
    return log && log.low !== log.high ? BigInt(log.high) : undefined;
  } finally {
    await admin.disconnect();
  }
}
