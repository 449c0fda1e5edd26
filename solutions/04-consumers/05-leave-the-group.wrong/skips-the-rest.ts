// Breaks: commits
// Expect: returns-without-work
// Kind: not-awaited
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

// "Stop fast": but a handler that returns says that the record is done, and it is committed.
export async function leaveTheGroup(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 500 });
  let stopping = false;
  const stopped = new Promise((resolve) => process.once('SIGTERM', resolve)).then(() => wait(300));
  process.once('SIGTERM', () => (stopping = true));
  try {
    await producer.connect();
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        if (stopping) return;
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
