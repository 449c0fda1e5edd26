// Differs: a producer of its own for each take, which asks for the id before it, and hangs up behind the commit
import { Kafka, logLevel } from 'kafkajs';
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
  for (;;) {
    const outcome = await writeOnce(kafka, lab, shard, take);
    if (outcome !== undefined) return outcome;
  }
}

/** Undefined where there may be more to take. */
async function writeOnce(kafka: Kafka, lab: Lab, shard: number, take: Take): Promise<'done' | 'fenced' | undefined> {
  const producer = kafka.producer({ transactionalId: `${lab.topic} ${shard}`, idempotent: true });
  try {
    await producer.connect();
    const transaction = await producer.transaction();
    const bookings = await take();
    if (bookings === undefined) return 'done';
    if (bookings.length === 0) return undefined;
    try {
      const messages = bookings.map((booking) => ({ key: booking.id, value: JSON.stringify(booking) }));
      await transaction.send({ topic: lab.topic, messages });
    } catch (error) {
      await transaction.abort().catch(() => {});
      throw error;
    }
    await transaction.commit();
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'type' in error && error.type === 'INVALID_PRODUCER_EPOCH') return 'fenced';
    throw error;
  } finally {
    await producer.disconnect();
  }
}
