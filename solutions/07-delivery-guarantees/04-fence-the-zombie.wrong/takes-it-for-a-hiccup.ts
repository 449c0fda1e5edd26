// Breaks: fenced
// Expect: goes-on-trying
// Kind: failure-swallowed
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type ProducerRecord, type Transaction } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Booking {
  id: string;
  seat: string;
}

/** Resolves to the next bookings of the shard, to `[]` where there are none just now, and to undefined at the end of the day. */
export type Take = () => Promise<Booking[] | undefined>;

// It waits until it is its turn again, which never comes.
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
      while (!(await write(transaction, { topic: lab.topic, messages }))) {
        if (lab.signal.aborted) return 'done';
        await wait(300);
      }
      transaction = await producer.transaction();
    }
    return 'done';
  } catch (error) {
    if (transaction?.isActive()) await transaction.abort().catch((second: unknown) => lab.log(String(second)));
    throw error;
  } finally {
    await producer.disconnect();
  }
}

/** False where the broker refuses it because of its epoch. */
async function write(transaction: Transaction, record: ProducerRecord): Promise<boolean> {
  try {
    await transaction.send(record);
    await transaction.commit();
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('epoch')) return false;
    throw error;
  }
}
