import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

// Why this way
// - The signal handler only says that it is time to stop; `finally` disconnects, on every way out.
// - `disconnect()` of this client, too, lets the handler at hand finish, begins no other, commits what is done
//   and leaves the group. The records that it has fetched ahead are thrown away: they were not committed.
// - The producer hangs up last, because the order at hand still needs it.
// - Its consumer ends at once when there is nothing to read; there is no fetch to wait for.

/**
 * A whole program: reads orders from `lab.topic` in the group `lab.groupId` (key: the order), packs each, and writes a
 * record for each parcel to `<lab.topic>-packed` (key: the order), until SIGTERM.
 */
export async function leaveTheGroup(lab: Lab): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'packing', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 0 });
  const consumer = kafka.consumer({ kafkaJS: { groupId: lab.groupId, fromBeginning: true } });
  const stopped = new Promise((resolve) => process.once('SIGTERM', resolve));
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const order = message.key?.toString() ?? '';
        const parcel = await pack(lab, order);
        await producer.send({ topic: `${lab.topic}-packed`, messages: [{ key: order, value: parcel }] });
      },
    });
    await stopped;
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
