// Breaks: gives-up
// Expect: waits-on
// Kind: limit-not-measured
import { createServer, type Server } from 'node:http';
import { Kafka, logLevel, type Consumer } from 'kafkajs';
import type { Lab } from '#testkit';

interface Order {
  readonly id: string;
}

/** A line for each order that is packed. Leave it as it is: the suite reads what it logs. */
function pack(lab: Lab, text: string): void {
  const order: Order = JSON.parse(text);
  lab.log(`packed ${order.id}`);
}

/** The health page: green as long as the process is there. */
const healthPage = (): Server => createServer((_, answer) => answer.end('ok')).listen(0, '127.0.0.1');

/** Resolves at SIGTERM. */
const told = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
  });

/** Rejects when the consumer has stopped, or begins anew because nothing else helps. */
const stopped = (consumer: Consumer): Promise<never> =>
  new Promise((_, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });

// Nine retries from 300 ms on take minutes: a broker that stays away is noticed long after it should be.
/**
 * A whole program: reads orders from `lab.topic` in the group `lab.groupId` and packs each, until SIGTERM. Where its consumer stops
 * before, it ends with exit code 1.
 */
export async function noticeThatItHasStopped(lab: Lab): Promise<void> {
  const kafka = new Kafka({
    clientId: 'packing',
    ...lab.connection,
    retry: { initialRetryTime: 300, retries: 9 },
    logLevel: logLevel.NOTHING,
  });
  const consumer = kafka.consumer({
    groupId: lab.groupId,
    maxWaitTimeInMs: 200,
    retry: { initialRetryTime: 300, retries: 9 },
  });
  const crashed = stopped(consumer);
  crashed.catch(() => {}); // it may come before anybody waits for it
  const end = told();
  const health = healthPage();
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => pack(lab, message.value?.toString() ?? ''),
    });
    await Promise.race([end, crashed]);
  } catch (error) {
    lab.log(`The consumer has stopped: ${String(error)}`);
    process.exitCode = 1;
  } finally {
    await consumer.disconnect();
    health.close();
  }
}
