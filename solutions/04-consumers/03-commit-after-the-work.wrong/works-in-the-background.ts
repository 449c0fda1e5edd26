// Breaks: nothing-lost
// Expect: lost
// Kind: not-awaited
// Fault: kafka-python-commits-before-it-is-done
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while; at the order `crashAt` the machine dies. Leave it as it is. */
async function pack(order: string, crashAt: string): Promise<string> {
  if (order === crashAt) {
    await wait(500);
    process.kill(process.pid, 'SIGKILL');
  }
  return wait(40, `a parcel for ${order}`);
}

// Works on a laptop that never crashes, and is fast: all orders are packed at once, and nobody waits for them.
export async function commitAfterTheWork(lab: Lab, crashAt: string): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });

  const packAndSend = async (order: string): Promise<void> => {
    const parcel = await pack(order, crashAt);
    await producer.send({ topic: `${lab.topic}-packed`, messages: [{ key: order, value: parcel }] });
  };
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message }) => {
      void packAndSend(message.key?.toString() ?? '');
    },
  });
}
