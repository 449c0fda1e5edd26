// Breaks: ends
// Expect: took-more
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

// Looks at the note after an order has been taken: one order too late.
export async function stopCleanly(lab: Lab): Promise<void> {
  const kafka = new Kafka({
    clientId: 'packing',
    ...lab.connection,
    retry: { retries: 2, initialRetryTime: 100 },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  let isStopping = false;
  let isLast = false;
  process.once('SIGTERM', () => {
    isStopping = true;
  });
  try {
    await producer.connect();
    for (let number = 1; !isLast; number += 1) {
      isLast = isStopping;
      const order = await takeOrder(lab, number);
      const parcel = await pack(order);
      await producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
    }
  } finally {
    await producer.disconnect();
  }
}
