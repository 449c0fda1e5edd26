// Breaks: survives (not reached: rejoins, because it begins anew there as well)
// Expect: sum-of-log
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** What is known of a partition. */
interface Account {
  /** The sum of its payments, in cents. */
  readonly total: number;
  /** The offset of the payment to go on with. */
  readonly next: string;
}

// Counting all anew is right as long as all is there.
export async function keepThePlaceWithTheResult(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'totals', ...lab.connection, logLevel: logLevel.NOTHING });
  const accounts = new Map<number, Account>();
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
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
