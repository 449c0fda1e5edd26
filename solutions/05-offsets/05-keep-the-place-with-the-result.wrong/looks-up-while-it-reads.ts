// Breaks: survives (not reached: rejoins, totals, no-commit, because it reads on meanwhile there as well)
// Expect: sum-of-log
// Kind: not-awaited
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** What is known of a partition. */
interface Account {
  /** The sum of its payments, in cents. */
  readonly total: number;
  /** The offset of the payment to go on with. */
  readonly next: string;
}

// kafkajs does not wait for the listener: payments come before the totals are there.
export async function keepThePlaceWithTheResult(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'totals', ...lab.connection, logLevel: logLevel.NOTHING });
  const accounts = new Map<number, Account>();
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  const goToPlaces = async (): Promise<void> => {
    for (const [partition, account] of await readAccounts(kafka, lab)) accounts.set(partition, account);
    for (const [partition, { next }] of accounts) consumer.seek({ topic: lab.topic, partition, offset: next });
  };
  consumer.on(consumer.events.GROUP_JOIN, () => void goToPlaces());
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
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
async function readAccounts(kafka: Kafka, lab: Lab): Promise<Map<number, Account>> {
  const topic = `${lab.topic}-totals`;
  const accounts = new Map<number, Account>();
  const end = await endOf(kafka, topic);
  if (end === undefined) return accounts;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const consumer = kafka.consumer({ groupId: `${lab.groupId}-totals`, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
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
async function endOf(kafka: Kafka, topic: string): Promise<bigint | undefined> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const [log] = await admin.fetchTopicOffsets(topic);
    return log && log.low !== log.high ? BigInt(log.high) : undefined;
  } finally {
    await admin.disconnect();
  }
}
