import { createServer, type Server } from 'node:http';
import { Kafka, logLevel } from 'kafkajs';
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

/**
 * A whole program: reads orders from `lab.topic` in the group `lab.groupId` and packs each, until SIGTERM.
 * TODO: when its consumer stops for good, nobody notices: it waits on, or ends as if all were well. Mend it. The task says what it has to do.
 */
export async function noticeThatItHasStopped(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'packing', ...lab.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 200 });
  const end = told();
  const health = healthPage();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => pack(lab, message.value?.toString() ?? ''),
  });
  await end;
  await consumer.disconnect();
  health.close();
}
