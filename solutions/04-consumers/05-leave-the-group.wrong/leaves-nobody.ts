// Breaks: leaves (not reached: finishes, because the producer hangs up while a parcel is sent again)
// Expect: still-a-member
// Kind: not-hung-up
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

// The work is safe and committed, and the group never hears that its member has gone.
export async function leaveTheGroup(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 500 });
  let stopping = false;
  process.once('SIGTERM', () => (stopping = true));
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
        if (stopping) consumer.pause([{ topic: lab.topic }]);
      },
    });
    await stopped;
    await wait(1_000);
  } finally {
    process.exit(0);
  }
}
