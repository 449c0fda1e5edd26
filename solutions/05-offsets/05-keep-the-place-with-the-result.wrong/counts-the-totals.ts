// Breaks: survives
// Expect: does-not-go-on
// Kind: data-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** What is known of a partition. */
interface Account {
  /** The sum of its payments, in cents. */
  readonly total: number;
  /** The offset of the payment to go on with. */
  readonly next: string;
}

// It waits for as many totals as there are offsets: where some were compacted away, for ever.
export async function keepThePlaceWithTheResult(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'totals', ...lab.connection, logLevel: logLevel.NOTHING });
  const accounts = await readAccounts(kafka, lab);
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const [partition, { next }] of accounts) consumer.seek({ topic: lab.topic, partition, offset: next });
  });
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
  let missing = await countOf(kafka, topic);
  if (missing === 0) return accounts;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const consumer = kafka.consumer({ groupId: `${lab.groupId}-totals`, maxWaitTimeInMs: 100 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ message: { key, value } }) => {
        accounts.set(Number(key), JSON.parse(value?.toString() ?? ''));
        missing -= 1;
        if (missing === 0) resolve();
      },
    });
    await done;
  } finally {
    await consumer.disconnect();
  }
  return accounts;
}

/** How many records a topic with one partition has. */
async function countOf(kafka: Kafka, topic: string): Promise<number> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const [log] = await admin.fetchTopicOffsets(topic);
    return Number(log?.high) - Number(log?.low);
  } finally {
    await admin.disconnect();
  }
}
