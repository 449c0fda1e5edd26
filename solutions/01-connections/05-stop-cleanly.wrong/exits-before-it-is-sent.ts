// Breaks: finishes (not reached: ends, tells-failure, because nobody waits for a send before the next order is taken)
// Expect: order-lost
// Kind: not-awaited
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

async function takeOrder(lab: Lab, number: number): Promise<string> {
  await wait(20);
  lab.log(`took order-${number}`);
  return `order-${number}`;
}

const pack = async (order: string): Promise<string> => wait(150, `a parcel for ${order}`);

// The loop has ended, and the last send has only begun.
export async function stopCleanly(lab: Lab): Promise<void> {
  const kafka = new Kafka({
    clientId: 'packing',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  try {
    await producer.connect();
    for (let number = 1; !stop.signal.aborted; number += 1) {
      const order = await takeOrder(lab, number);
      const parcel = await pack(order);
      void producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
    }
    process.exit(0);
  } finally {
    await producer.disconnect();
  }
}
