// Breaks: nothing-lost
// Expect: over-before-done
// Kind: failure-never-tried
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

// The parcel is packed; that it arrives is the producer’s affair.
export async function commitAfterTheWork(lab: Lab, crashAt: string): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });

  const packAndSend = async (order: string): Promise<void> => {
    const parcel = await pack(order, crashAt);
    void producer.send({ topic: `${lab.topic}-packed`, messages: [{ key: order, value: parcel }] });
  };
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await packAndSend(message.key?.toString() ?? '');
      const next = (BigInt(message.offset) + 1n).toString();
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
    },
  });
}
