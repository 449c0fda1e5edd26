// Breaks: fenced
// Expect: abort-throws
// Kind: failure-never-tried
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

export interface Booking {
  id: string;
  seat: string;
}

/** Resolves to the next bookings of the shard, to `[]` where there are none just now, and to undefined at the end of the day. */
export type Take = () => Promise<Booking[] | undefined>;

// Only the first error is looked at. From a send that waits it is "Purged in queue".
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
    if (isFenced(error)) return 'fenced';
    if (transaction?.isActive()) await transaction.abort().catch((second: unknown) => lab.log(String(second)));
    throw error;
  } finally {
    await producer.disconnect();
  }
}

const isFenced = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === KafkaJS.ErrorCodes.ERR__FENCED;
