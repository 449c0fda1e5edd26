import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
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
// - The handler returns when the parcel stands in the topic, and only then commits. This client would commit by
//   itself every 5 seconds what the handlers have finished: nothing would be lost, but a crash repeats all of
//   those 5 seconds. With `autoCommit: false` you say when.
// - `autoCommit` and `fromBeginning` belong to the consumer's configuration here, not to `run` and `subscribe`.
// - `autoCommitThreshold`, which would be enough in kafkajs, is refused by this client.
// - The offset to commit is the next one to read, so `+ 1`.
// - `linger.ms: 0`: who awaits each send has nothing to gather.

/**
 * A whole program: reads orders from `lab.topic` in the group `lab.groupId` (key: the order), packs each, and writes a
 * record for each parcel to `<lab.topic>-packed` (key: the order).
 */
export async function commitAfterTheWork(lab: Lab, crashAt: string): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'packing', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 0 });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, autoCommit: false, maxWaitTimeInMs: 100 },
  });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic });

  const packAndSend = async (order: string): Promise<void> => {
    const parcel = await pack(order, crashAt);
    await producer.send({ topic: `${lab.topic}-packed`, messages: [{ key: order, value: parcel }] });
  };
  // #region commit
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      await packAndSend(message.key?.toString() ?? '');
      const next = (BigInt(message.offset) + 1n).toString();
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
    },
  });
  // #endregion
}
