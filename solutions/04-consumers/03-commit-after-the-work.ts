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

// Why this way
// - The handler returns when the parcel stands in the topic, and not before. What it returns early for, nobody
//   waits for: kafkajs takes the record as done and commits it with the batch, while the work has just begun.
// - The commit is the last thing. Before the work it would say "done" of an order that may never be packed.
//   After it, the worst that a crash can do is to repeat the order at hand: the parcel was sent, the commit was
//   not. That is called *at least once*, and whoever receives parcels has to live with a second one.
// - The offset to commit is the next one to read, so `+ 1`. Offsets are 64-bit numbers and come as text:
//   `BigInt` adds to them without loss.
// - A commit for each record costs a round trip each. Where records are many and repeating them is cheap, commit
//   every hundred records or every second. kafkajs does it by itself: `autoCommitThreshold: 1` in `run()`
//   commits after each record, `100` after each hundred. Left alone it commits after each batch, so a crash
//   repeats all of the batch at hand.

/**
 * A whole program: reads orders from `lab.topic` in the group `lab.groupId` (key: the order), packs each, and writes a
 * record for each parcel to `<lab.topic>-packed` (key: the order).
 */
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
  // #region commit
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      await packAndSend(message.key?.toString() ?? '');
      const next = (BigInt(message.offset) + 1n).toString();
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
    },
  });
  // #endregion
}
