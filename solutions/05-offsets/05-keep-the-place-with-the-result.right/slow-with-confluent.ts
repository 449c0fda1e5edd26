// Differs: it rests 150 ms at each payment, and sends with a linger of 100 ms; the place comes first in the JSON
import { setTimeout as rest } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** What is known of a partition. */
interface Account {
  /** The sum of its payments, in cents. */
  readonly total: number;
  /** The offset of the payment to go on with. */
  readonly next: string;
}

/** A whole program: adds up the payments in each partition of `lab.topic`, and writes the sums to `<lab.topic>-totals`. */
export async function keepThePlaceWithTheResult(lab: Lab): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'totals', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const accounts = await readAccounts(kafka, lab);
  const producer = kafka.producer({ 'linger.ms': 100 });
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
      await rest(150);
      const total = (accounts.get(partition)?.total ?? 0) + Number(message.value);
      const account = { next: String(BigInt(message.offset) + 1n), total };
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
