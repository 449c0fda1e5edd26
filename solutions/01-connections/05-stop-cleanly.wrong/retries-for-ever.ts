// Breaks: tells-failure
// Expect: goes-on
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

// "The broker will be back": a program that hangs looks healthy, and nobody is told.
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
  async function sendAtLast(order: string, parcel: string): Promise<void> {
    while (!(await isSent(order, parcel))) await wait(100);
  }

  async function isSent(order: string, parcel: string): Promise<boolean> {
    try {
      await producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
      return true;
    } catch {
      return false;
    }
  }

  try {
    await producer.connect();
    for (let number = 1; !stop.signal.aborted; number += 1) {
      const order = await takeOrder(lab, number);
      const parcel = await pack(order);
      await sendAtLast(order, parcel);
    }
  } finally {
    await producer.disconnect();
  }
}
