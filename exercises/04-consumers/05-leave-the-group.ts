import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

/**
 * A whole program: reads orders from `lab.topic` in the group `lab.groupId` (key: the order), packs each, and writes a
 * record for each parcel to `<lab.topic>-packed` (key: the order), until SIGTERM.
 * TODO: each time it is deployed, work is repeated, and nobody reads for half a minute. Find out why, and mend it.
 */
export async function leaveTheGroup(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 500 });
  await producer.connect();
  await consumer.connect();

  process.on('SIGTERM', () => {
    void consumer.disconnect();
    process.exit(0);
  });

  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const order = message.key?.toString() ?? '';
      const parcel = await pack(lab, order);
      await producer.send({ topic: `${lab.topic}-packed`, messages: [{ key: order, value: parcel }] });
    },
  });
}
