// Differs: it takes the id over by a transaction that it aborts at once; each transaction then begins when there is something to write, and is sent with sendBatch
import { Kafka, logLevel, type Transaction } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Booking {
  id: string;
  seat: string;
}

/** Resolves to the next bookings of the shard, to `[]` where there are none just now, and to undefined at the end of the day. */
export type Take = () => Promise<Booking[] | undefined>;

/**
 * Takes the bookings of a shard and writes each as a record to `lab.topic` (key: `booking.id`, value: the booking as JSON),
 * until `take` resolves to undefined. Resolves to `'done'`, or to `'fenced'` where a newer instance has the shard.
 */
export async function fenceTheZombie(lab: Lab, shard: number, take: Take): Promise<'done' | 'fenced'> {
  const kafka = new Kafka({ clientId: 'box-office', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `${lab.topic}-shard-${shard}`, idempotent: true });
  let transaction: Transaction | undefined;
  try {
    await producer.connect();
    await (await producer.transaction()).abort(); // the older one is out
    for (let bookings = await take(); bookings !== undefined; bookings = await take()) {
      if (bookings.length === 0) continue;
      const messages = bookings.map((booking) => ({ key: booking.id, value: JSON.stringify(booking) }));
      transaction = await producer.transaction();
      await transaction.sendBatch({ topicMessages: [{ topic: lab.topic, messages }] });
      await transaction.commit();
    }
    return 'done';
  } catch (error) {
    if (isFenced(error)) return 'fenced';
    if (transaction?.isActive()) await transaction.abort().catch((second: unknown) => lab.log(String(second)));
    throw error;
  } finally {
    await producer.disconnect();
  }
}

/** INVALID_PRODUCER_EPOCH, and PRODUCER_FENCED, as newer requests call it. */
const isFenced = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 47 || error.code === 90);
