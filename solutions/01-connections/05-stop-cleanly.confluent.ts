import { setTimeout as wait } from 'node:timers/promises';
import { KafkaJS } from '@confluentinc/kafka-javascript';
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
// - The handler only notes that it is time to stop; the loop looks before it takes the next order;
//   `finally` disconnects; and errors leave the function, so that the exit code tells the truth.
// - The producer's `connect()` waits 30 seconds for a broker. No setting shortens that, `disconnect()`
//   waits for it, and even `process.exit()` does: longer than Docker, which kills after 10 seconds. A
//   request of the admin client takes a time limit, so that one asks first whether anybody is there.
// - A record that cannot be delivered is given up after 5 minutes by default; here after one second.

/** A whole program: takes orders, packs them, writes a record for each to `lab.topic` (key: the order), until SIGTERM. */
export async function stopCleanly(lab: Lab): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'packing', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 0, 'message.timeout.ms': 1_000 });
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  await findBroker(kafka);
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

/** Throws where no broker answers within three seconds. */
async function findBroker(kafka: KafkaJS.Kafka): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.listTopics({ timeout: 3_000 });
  } finally {
    await admin.disconnect();
  }
}
