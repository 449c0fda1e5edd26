// Differs: it waits 400 ms before each booking, sends them one by one, and compressed
import { setTimeout as wait } from 'node:timers/promises';
import { CompressionTypes, Kafka, logLevel, type Transaction } from 'kafkajs';
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
    transaction = await producer.transaction(); // the older one is out
    for (let bookings = await take(); bookings !== undefined; bookings = await take()) {
      if (bookings.length === 0) continue;
      for (const booking of bookings) {
        await wait(400);
        const messages = [{ key: booking.id, value: JSON.stringify(booking) }];
        await transaction.send({ topic: lab.topic, messages, compression: CompressionTypes.GZIP });
      }
      await transaction.commit();
      transaction = await producer.transaction();
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
