import { Kafka, logLevel, type Transaction } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Booking {
  id: string;
  seat: string;
}

/** Resolves to the next bookings of the shard, to `[]` where there are none just now, and to undefined at the end of the day. */
export type Take = () => Promise<Booking[] | undefined>;

// Why this way
// - The transactional id says whose work it is, not who does it: the topic and the shard, and nothing of the process. So the
//   next instance comes by the same name, on whichever machine, and the broker refuses the one before.
// - kafkajs asks for the id at the first `transaction()`. It stands in front of the first `take()`: begun later, the older
//   one could still commit what the newer one has already been given. Until something is sent such a transaction is open
//   in this process alone, and the broker's timeout does not run.
// - Fenced is 47 with kafkajs. It comes from whichever call is next, `send` or `commit`. Nothing is left to abort then: the
//   broker did that when the id was taken over, and `abort()` would throw in the place of the return.
// - After any other error the transaction is open, and would hold up every reader for a minute. So it is aborted, and what
//   is thrown is the first error, also where `abort()` fails.
// - No new producer after that: it would put out the newer instance.

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
      const messages = bookings.map((booking) => ({ key: booking.id, value: JSON.stringify(booking) }));
      await transaction.send({ topic: lab.topic, messages });
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
