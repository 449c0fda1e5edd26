// Differs: a commit request for each order, from within batches that are left at the signal; GZIP.
import { setTimeout as wait } from 'node:timers/promises';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while. Leave it as it is: the suite reads what it logs. */
async function pack(lab: Lab, order: string): Promise<string> {
  lab.log(`packing ${order}`);
  return wait(100, `a parcel for ${order}`);
}

// Looks after each order whether it is to stop.
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
      autoCommitThreshold: 1,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        const {
          batch: { messages },
        } = payload;
        for (const { key, offset } of messages) {
          if (!payload.isRunning()) return;
          const order = key?.toString() ?? '';
          const parcels = [{ key: order, value: await pack(lab, order) }];
          await producer.send({ topic: `${lab.topic}-packed`, compression: CompressionTypes.GZIP, messages: parcels });
          payload.resolveOffset(offset);
          await payload.commitOffsetsIfNecessary();
          await payload.heartbeat();
        }
      },
    });
    await stopped;
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
