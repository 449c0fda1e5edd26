// Breaks: ends
// Expect: kept-alive
// Kind: not-hung-up
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

async function takeOrder(lab: Lab, number: number): Promise<string> {
  await wait(20);
  lab.log(`took order-${number}`);
  return `order-${number}`;
}

const pack = async (order: string): Promise<string> => wait(150, `a parcel for ${order}`);

// The loop ends, the function returns, and the process stays: its connection is still open. Docker kills it after 10 s.
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
  await producer.connect();
  for (let number = 1; !stop.signal.aborted; number += 1) {
    const order = await takeOrder(lab, number);
    const parcel = await pack(order);
    await producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
  }
}
