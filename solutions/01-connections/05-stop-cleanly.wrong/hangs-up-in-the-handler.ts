// Breaks: finishes (not reached: ends, tells-failure, because the send that follows fails on the way out)
// Expect: order-lost
// Kind: wrong-moment
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

async function takeOrder(lab: Lab, number: number): Promise<string> {
  await wait(20);
  lab.log(`took order-${number}`);
  return `order-${number}`;
}

const pack = async (order: string): Promise<string> => wait(150, `a parcel for ${order}`);

// The disconnect is awaited now, and the exit code looks right. The order at hand is lost all the same.
export async function stopCleanly(lab: Lab): Promise<void> {
  const kafka = new Kafka({
    clientId: 'packing',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  process.once('SIGTERM', () => {
    void producer.disconnect().then(() => process.exit(0));
  });
  await producer.connect();
  for (let number = 1; ; number += 1) {
    const order = await takeOrder(lab, number);
    const parcel = await pack(order);
    await producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
  }
}
