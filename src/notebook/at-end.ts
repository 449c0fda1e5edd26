import { currentKernel } from './kernel.ts';
import { text } from './words.ts';

/** Whatever a client is: kafkajs' and Confluent's admins, producers and consumers all are such. */
interface Disconnectable {
  disconnect(): Promise<unknown>;
}

const waiting: (() => unknown)[] = [];

/**
 * Runs the work when the kernel is shut down or restarted, or when this cell is interrupted: a consumer that leaves its
 * group, a topic that is deleted. The newest comes first. Under plain `node` it runs at the end of the program.
 */
export function onShutdown(work: () => unknown): void {
  const kernel = currentKernel();
  if (kernel) {
    kernel.onEnd(work);
    return;
  }
  if (waiting.length === 0) listen();
  waiting.push(work);
}

/** The client, which is disconnected at the end if nobody did it before: `const admin = closedAtEnd(kafka.admin())`. */
export function closedAtEnd<Client extends Disconnectable>(client: Client): Client {
  onShutdown(() => client.disconnect());
  return client;
}

function listen(): void {
  process.once('beforeExit', () => void runAll());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void runAll().finally(() => process.kill(process.pid, signal)));
  }
}

// One after the other, newest first: a topic goes after its consumer.
async function runAll(): Promise<void> {
  for (const work of waiting.splice(0).toReversed()) {
    try {
      await work();
    } catch (error) {
      console.error(text.cleanUpFailed, error);
    }
  }
}
