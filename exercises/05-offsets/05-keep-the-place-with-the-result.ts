import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/**
 * A whole program: adds up the payments in each partition of `lab.topic` and writes what it has to `<lab.topic>-totals`,
 * with the partition as the key. It reads in the group `lab.groupId`.
 * TODO: after a crash the totals are wrong: it forgets them at every start, and total and place are two things. Mend it.
 */
export async function keepThePlaceWithTheResult(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'totals', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  const totals = new Map<number, number>();
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ topic, partition, message }) => {
      const total = (totals.get(partition) ?? 0) + Number(message.value);
      totals.set(partition, total);
      const value = JSON.stringify({ total, next: String(BigInt(message.offset) + 1n) });
      await producer.send({ topic: `${topic}-totals`, messages: [{ key: String(partition), value }] });
    },
  });
}
