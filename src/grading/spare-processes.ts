// Processes that have loaded everything and wait for a suite to run, each with one below it that waits for a file under
// test. Loading takes longer than most suites do.
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Broker } from '../lab/broker/broker.ts';
import { stateFolder } from '../project.ts';
import { isFromSuite, type ToSuite } from './worker/suite-messages.ts';
import { workerOrders, type WorkerOrders } from './worker/worker-orders.ts';
import { words } from './words.ts';

const entry = fileURLToPath(new URL('worker/worker.ts', import.meta.url));

export class SpareProcesses implements Disposable {
  readonly #env: NodeJS.ProcessEnv;
  readonly #keep: number;
  readonly #waiting: Promise<ChildProcess>[] = [];

  /** @param keep how many to hold ready. */
  constructor({ env }: Pick<Broker, 'env'>, orders: WorkerOrders, keep: number) {
    this.#env = { ...process.env, ...workerEnv, ...env, ...workerOrders(orders) };
    this.#keep = keep;
  }

  /** Starts as many as are missing. */
  fill(): void {
    while (this.#waiting.length < this.#keep) {
      const spare = this.#start();
      // Looked at by whoever takes it.
      spare.catch(() => {});
      this.#waiting.push(spare);
    }
  }

  /** A process that has loaded everything; the caller ends it. */
  async take(): Promise<ChildProcess> {
    const child = await (this.#waiting.shift() ?? this.#start());
    // One that died while it waited is replaced: the learner's run is not to blame.
    return child.connected ? child : this.#start();
  }

  [Symbol.dispose](): void {
    for (const spare of this.#waiting.splice(0)) void letGo(spare);
  }

  #start(): Promise<ChildProcess> {
    const child = fork(entry, [], {
      env: this.#env,
      execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(words.workerEnded(String(signal ?? code)))));
      child.once('message', (message) => {
        if (!isFromSuite(message)) return;
        child.removeAllListeners();
        resolve(child);
      });
    });
  }
}

async function letGo(spare: Promise<ChildProcess>): Promise<void> {
  try {
    endSuiteProcess(await spare);
  } catch {
    // It never came to wait.
  }
}

// What it has below itself ends before it. One that does not listen any more is ended all the same.
const patienceMs = 1_000;

/** Ends a suite's process and what runs below it. */
export function endSuiteProcess(child: ChildProcess): void {
  const message: ToSuite = { workbook: 'leave' };
  if (child.connected) child.send(message, () => {});
  const late = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  child.once('exit', () => clearTimeout(late));
}

const execArgv = [
  // A slip of kafkajs on Node 24; harmless.
  '--disable-warning=TimeoutNegativeWarning',
  // Said when Node's TypeScript support is loaded ahead.
  '--disable-warning=ExperimentalWarning',
  '--max-old-space-size=1024',
  // Learner code could send its parent the signal that opens a debugger, and decide its own verdict in there.
  '--disable-sigusr1',
];

const workerEnv = {
  // Not 'test', which vitest would choose: kafkajs then retries 15 times from 50 ms on, as it does nowhere else.
  NODE_ENV: 'development',
  TEST: 'true',
  VITEST: 'true',
  // Compiled code kept from process to process: half of the time that loading takes.
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(stateFolder, 'compile-cache'),
  WORKBOOK_SUBJECT_CACHE: join(stateFolder, 'compile-cache-of-subjects'),
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
  // Said once by kafkajs to whoever comes from version 1; here it would only hide what the learner logs.
  KAFKAJS_NO_PARTITIONER_WARNING: '1',
};
