// Differs: the parcel and the offset stand in one transaction, GZIP packed; the group has markers behind them.
import { setTimeout as wait } from 'node:timers/promises';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Packs an order, which takes a while; at the order `crashAt` the machine dies. Leave it as it is. */
async function pack(order: string, crashAt: string): Promise<string> {
  if (order === crashAt) {
    await wait(500);
    process.kill(process.pid, 'SIGKILL');
  }
  return wait(40, `a parcel for ${order}`);
}

// Both or none.
export async function commitAfterTheWork(lab: Lab, crashAt: string): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `${lab.groupId}-tx`, maxInFlightRequests: 1, idempotent: true });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });

  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const order = message.key?.toString() ?? '';
      const value = await pack(order, crashAt);
      const transaction = await producer.transaction();
      const messages = [{ key: order, value }];
      await transaction.send({ topic: `${lab.topic}-packed`, compression: CompressionTypes.GZIP, messages });
      const offset = (BigInt(message.offset) + 1n).toString();
      await transaction.sendOffsets({
        consumerGroupId: lab.groupId,
        topics: [{ topic, partitions: [{ partition, offset }] }],
      });
      await transaction.commit();
    },
  });
}
