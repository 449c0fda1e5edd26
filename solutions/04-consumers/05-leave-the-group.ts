import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

// Why this way
// - The signal handler only says that it is time to stop. Everything else happens in `finally`, in one place, on
//   every way out: after a signal, and where something before it threw.
// - `consumer.disconnect()` lets the handler at hand finish, begins no other record, commits what is done, tells the
//   group that it leaves, and hangs up. All of it needs time, so it is awaited.
// - The producer hangs up last: the order at hand still needs it.
// - A member that does not say that it leaves counts as one until its session is over: 30 s, in which its
//   partitions are nobody's. A deployment that kills its consumers pays that each time.
// - kafkajs waits for the fetch that is under way, up to `maxWaitTimeInMs`: 5 s where not said, half of what Docker
//   gives. Here it is 0.5 s.

/**
 * A whole program: reads orders from `lab.topic` in the group `lab.groupId` (key: the order), packs each, and writes a
 * record for each parcel to `<lab.topic>-packed` (key: the order), until SIGTERM.
 */
export async function leaveTheGroup(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 500 });
  // #region stop
  const stopped = new Promise((resolve) => process.once('SIGTERM', resolve));
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
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
  // #endregion
}
