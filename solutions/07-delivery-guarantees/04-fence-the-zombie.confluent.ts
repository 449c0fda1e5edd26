import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Booking {
  id: string;
  seat: string;
}

/** Resolves to the next bookings of the shard, to `[]` where there are none just now, and to undefined at the end of the day. */
export type Take = () => Promise<Booking[] | undefined>;

// Why this way
// - The transactional id says whose work it is, not who does it: the topic and the shard, and nothing of the process.
// - `connect()` takes the id over, so it stands in front of the first `take()`. The transaction can begin when there is
//   something to write.
// - Fenced is -144 from `commit()` and from `abort()`. A `send()` that waits when the client learns of it says "Purged in
//   queue" instead, so after any error the answer of `abort()` decides.
// - After any other error the transaction is aborted by that, and the first error is thrown.

/**
 * Takes the bookings of a shard and writes each as a record to `lab.topic` (key: `booking.id`, value: the booking as JSON),
 * until `take` resolves to undefined. Resolves to `'done'`, or to `'fenced'` where a newer instance has the shard.
 */
export async function fenceTheZombie(lab: Lab, shard: number, take: Take): Promise<'done' | 'fenced'> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'box-office', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({
    kafkaJS: { transactionalId: `${lab.topic}-shard-${shard}`, idempotent: true },
    'linger.ms': 0,
  });
  let transaction: KafkaJS.Transaction | undefined;
  try {
    await producer.connect(); // the older one is out
    for (let bookings = await take(); bookings !== undefined; bookings = await take()) {
      if (bookings.length === 0) continue;
      transaction = await producer.transaction();
      const messages = bookings.map((booking) => ({ key: booking.id, value: JSON.stringify(booking) }));
      await transaction.send({ topic: lab.topic, messages });
      await transaction.commit();
    }
    return 'done';
  } catch (error) {
    const atAbort: unknown = transaction?.isActive() && (await transaction.abort().catch((second: unknown) => second));
    if (isFenced(error) || isFenced(atAbort)) return 'fenced';
    throw error;
  } finally {
    await producer.disconnect();
  }
}

const isFenced = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === KafkaJS.ErrorCodes.ERR__FENCED;
