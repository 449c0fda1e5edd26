// Differs: gzip batches of an idempotent producer; an exit code of its own, 3, where something went wrong
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, CompressionTypes } from 'kafkajs';
import type { Lab } from '#testkit';

async function takeOrder(lab: Lab, number: number): Promise<string> {
  await wait(20);
  lab.log(`took order-${number}`);
  return `order-${number}`;
}

const pack = async (order: string): Promise<string> => wait(150, `a parcel for ${order}`);

// The error is caught, and told by an exit code all the same.
export async function stopCleanly(lab: Lab): Promise<void> {
  const kafka = new Kafka({
    clientId: 'packing',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  try {
    await producer.connect();
    for (let number = 1; !stop.signal.aborted; number += 1) {
      const order = await takeOrder(lab, number);
      const parcel = await pack(order);
      await producer.send({
        topic: lab.topic,
        compression: CompressionTypes.GZIP,
        messages: [{ key: order, value: parcel }],
      });
    }
  } catch (error) {
    lab.log(`Something went wrong: ${String(error)}`);
    process.exitCode = 3;
  } finally {
    await producer.disconnect();
  }
}
