// Breaks: finishes (not reached: commits, leaves, ends, because it ends at once)
// Expect: nobody-listens
// Kind: wrong-value
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

// Works on a laptop, where one stops a program with Ctrl-C, which is SIGINT. Docker and Kubernetes send SIGTERM.
export async function leaveTheGroup(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, sessionTimeout: 30_000, maxWaitTimeInMs: 500 });
  const stopped = new Promise((resolve) => process.once('SIGINT', resolve));
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
}
