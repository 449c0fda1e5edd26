// Breaks: ends
// Expect: killed
// Kind: failure-never-tried
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

async function takeOrder(lab: Lab, number: number): Promise<string> {
  await wait(20);
  lab.log(`took order-${number}`);
  return `order-${number}`;
}

const pack = async (order: string): Promise<string> => wait(150, `a parcel for ${order}`);

// The signal may come while the program still connects: then nobody listens yet.
export async function stopCleanly(lab: Lab): Promise<void> {
  const kafka = new Kafka({
    clientId: 'packing',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  const stop = new AbortController();
  try {
    await producer.connect();
    process.once('SIGTERM', () => stop.abort());
    for (let number = 1; !stop.signal.aborted; number += 1) {
      const order = await takeOrder(lab, number);
      const parcel = await pack(order);
      await producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
    }
  } finally {
    await producer.disconnect();
  }
}
