// Breaks: ends (not reached: finishes, because the process is killed with an order at hand)
// Expect: killed
// Kind: wrong-value
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

async function takeOrder(lab: Lab, number: number): Promise<string> {
  await wait(20);
  lab.log(`took order-${number}`);
  return `order-${number}`;
}

const pack = async (order: string): Promise<string> => wait(150, `a parcel for ${order}`);

// Works on a laptop, where one stops a program with Ctrl-C, which is SIGINT. Docker and Kubernetes send SIGTERM.
export async function stopCleanly(lab: Lab): Promise<void> {
  const kafka = new Kafka({
    clientId: 'packing',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    await producer.connect();
    for (let number = 1; !stop.signal.aborted; number += 1) {
      const order = await takeOrder(lab, number);
      const parcel = await pack(order);
      await producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
    }
  } finally {
    await producer.disconnect();
  }
}
