import { randomUUID } from 'node:crypto';
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
 * TODO: two instances write the same bookings, and neither notices the other. Mend it. The task says what it has to do.
 */
export async function fenceTheZombie(lab: Lab, shard: number, take: Take): Promise<'done' | 'fenced'> {
  const kafka = new Kafka({ clientId: 'box-office', ...lab.connection, logLevel: logLevel.NOTHING });
  const transactionalId = `${lab.topic}-shard-${shard}-${randomUUID()}`;
  const producer = kafka.producer({ transactionalId, idempotent: true });
  await producer.connect();
  for (let bookings = await take(); bookings !== undefined; bookings = await take()) {
    const messages = bookings.map((booking) => ({ key: booking.id, value: JSON.stringify(booking) }));
    const transaction = await producer.transaction();
    await transaction.send({ topic: lab.topic, messages });
    await transaction.commit();
  }
  await producer.disconnect();
  return 'done';
}
