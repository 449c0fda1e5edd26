// Differs: the bookings are sent side by side, with a linger and lz4, and the name is made from the group
import { KafkaJS } from '@confluentinc/kafka-javascript';
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
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'box-office', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({
    kafkaJS: { transactionalId: `${lab.groupId} ${shard}`, compression: KafkaJS.CompressionTypes.LZ4 },
    'linger.ms': 30,
  });
  let transaction: KafkaJS.Transaction | undefined;
  try {
    await producer.connect(); // the older one is out
    for (let bookings = await take(); bookings !== undefined; bookings = await take()) {
      if (bookings.length === 0) continue;
      transaction = await producer.transaction();
      const open = transaction;
      await Promise.all(
        bookings.map((booking) =>
          open.send({ topic: lab.topic, messages: [{ key: booking.id, value: JSON.stringify(booking) }] }),
        ),
      );
      await open.commit();
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
