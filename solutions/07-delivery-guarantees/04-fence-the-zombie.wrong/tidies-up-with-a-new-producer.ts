// Breaks: undisturbed
// Expect: put-out
// Kind: sentence-overlooked
import { Kafka, logLevel, type Transaction } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Booking {
  id: string;
  seat: string;
}

/** Resolves to the next bookings of the shard, to `[]` where there are none just now, and to undefined at the end of the day. */
export type Take = () => Promise<Booking[] | undefined>;

// abort() does not work any more, so another producer by the same name aborts what is left: that of the newer instance.
export async function fenceTheZombie(lab: Lab, shard: number, take: Take): Promise<'done' | 'fenced'> {
  const kafka = new Kafka({ clientId: 'box-office', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `${lab.topic}-shard-${shard}`, idempotent: true });
  let transaction: Transaction | undefined;
  try {
    await producer.connect();
    transaction = await producer.transaction(); // the older one is out
    for (let bookings = await take(); bookings !== undefined; bookings = await take()) {
      if (bookings.length === 0) continue;
      const messages = bookings.map((booking) => ({ key: booking.id, value: JSON.stringify(booking) }));
      await transaction.send({ topic: lab.topic, messages });
      await transaction.commit();
      transaction = await producer.transaction();
    }
    return 'done';
  } catch (error) {
    if (isFenced(error)) {
      const tidier = kafka.producer({ transactionalId: `${lab.topic}-shard-${shard}`, idempotent: true });
      await tidier.connect();
      await (await tidier.transaction()).abort();
      await tidier.disconnect();
      return 'fenced';
    }
    if (transaction?.isActive()) await transaction.abort().catch((second: unknown) => lab.log(String(second)));
    throw error;
  } finally {
    await producer.disconnect();
  }
}

/** INVALID_PRODUCER_EPOCH, and PRODUCER_FENCED, as newer requests call it. */
const isFenced = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 47 || error.code === 90);
