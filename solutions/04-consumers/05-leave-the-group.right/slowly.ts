// Differs: it stops reading at the signal, and leaves a second and a half later, by process.exit.
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

// It lets the last parcels go out in peace.
export async function leaveTheGroup(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 500 });
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
    await consumer.stop();
    await wait(1_500);
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
    process.exit();
  }
}
