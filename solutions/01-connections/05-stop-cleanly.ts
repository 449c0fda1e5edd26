import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** Takes the next order at the counter. Leave it as it is: the suite reads what it logs. */
async function takeOrder(lab: Lab, number: number): Promise<string> {
  await wait(20);
  lab.log(`took order-${number}`);
  return `order-${number}`;
}

/** Packs an order, which takes a while. Leave it as it is. */
const pack = async (order: string): Promise<string> => wait(150, `a parcel for ${order}`);

// Why this way
// - The handler only notes that it is time to stop. It must not disconnect: the order at hand still needs
//   the producer. And it must not call `process.exit`, which ends the process at once, whatever is still on
//   its way.
// - The loop looks at the note before it takes the next order, so what has been taken is always sent.
// - `finally` disconnects on every way out: after a signal, after a failed send, and after a connect that
//   threw.
// - There is no `catch`. An error leaves the function, Node prints it and ends with exit code 1. Whoever
//   started the process (Docker, Kubernetes, systemd) learns by that code alone that something went wrong,
//   and acts on it.
// - There is no `process.exit(0)` either. Once the client is disconnected nothing keeps the process alive,
//   and it ends with 0. If it does not end, something was left open, and it is good to notice that.

/** A whole program: takes orders, packs them, writes a record for each to `lab.topic` (key: the order), until SIGTERM. */
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
      await producer.send({ topic: lab.topic, messages: [{ key: order, value: parcel }] });
    }
  } finally {
    await producer.disconnect();
  }
}
