// vitest's pool of workers, reduced to one process a seat: warm before its first run, and kept for the next where that is
// of the same learner and nothing has gone wrong.
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { PoolWorker, WorkerRequest } from 'vitest/node';
import type { Phase } from '../lab/phase.ts';
import type { Ending } from './run-report.ts';
import { endSuiteProcess, type SpareProcesses } from './spare-processes.ts';
import { isFromSuite, type BrokerOrder, type FromSuite, type ToSuite } from './worker/suite-messages.ts';
import { words } from './words.ts';

type Listener = (...values: unknown[]) => void;

/** A process that has served runs, to be handed from run to run. */
export interface KeptProcess {
  readonly child: ChildProcess;
  readonly runs: number;
}

export interface SuiteProcessOptions {
  readonly spares: SpareProcesses;
  /** Of the run before. */
  readonly kept: KeptProcess | undefined;
  /** What this run is about. */
  readonly onDebugger: ((url: string) => void) | undefined;
  readonly load: Extract<ToSuite, { workbook: 'load' }>;
  /** Of a run that has a cluster. */
  readonly drill: Drill | undefined;
}

/** What the owner of a cluster does for the suite that has it. */
export interface Drill {
  readonly order: (order: BrokerOrder) => Promise<void>;
  readonly onPhase: (phase: Phase) => void;
}

export class SuiteProcess implements PoolWorker {
  readonly name = 'workbook';
  readonly #options: SuiteProcessOptions;
  readonly #listeners: [string, Listener][] = [];
  readonly #isFree = Promise.withResolvers<void>();
  #child: ChildProcess | undefined;
  #ending: Ending | undefined;
  #closed: Promise<[number | null, NodeJS.Signals | null]> | undefined;
  #lastWords = '';

  constructor(options: SuiteProcessOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { spares, kept, load } = this.#options;
    const child = kept?.child.connected ? kept.child : await spares.take();
    this.#child = child;
    this.#listen(child);
    if (this.#ending) return endSuiteProcess(child);
    // The file under test is loaded while vitest still makes itself ready.
    child.send(load, () => {});
  }

  /** Ends the process in the middle of the run. */
  end(ending: Ending): void {
    this.#ending ??= ending;
    if (this.#child) endSuiteProcess(this.#child);
  }

  /** Why the process ended before its suite did; undefined where it did not. */
  async ending(): Promise<Ending | undefined> {
    if (this.#ending || !this.#closed) return this.#ending;
    const [code, signal] = await this.#closed;
    // It never runs learner code, so this is nobody's fault but the machine's or ours.
    const reason = words.suiteEnded(String(signal ?? code), this.#lastWords);
    return this.#ending ?? { kind: 'harness', reason };
  }

  /** After the run: the process for the next one, or undefined where this one is not to serve again. */
  async keep(isSound: boolean): Promise<KeptProcess | undefined> {
    const child = this.#child;
    if (!child) return undefined;
    // vitest has its results before it lets go of the process.
    if (isSound) await this.#isFree.promise;
    const runs = (this.#options.kept?.runs ?? 0) + 1;
    const next = isSound && child.connected && runs < mostRuns;
    const over: ToSuite = { workbook: 'over', next };
    if (next) child.send(over, () => {});
    else endSuiteProcess(child);
    return next ? { child, runs } : undefined;
  }

  on(event: string, listener: Listener): void {
    this.#add(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.#child?.off(event, listener);
  }

  send(message: WorkerRequest): void {
    // A process that has served a run is started already, as far as vitest's part in it goes.
    if (message.type === 'start' && this.#options.kept?.child === this.#child) this.#answer('started');
    // What the learner's code left open would keep an orderly end waiting. The verdict is out, and nothing needs saving.
    else if (message.type === 'stop') this.#answer('stopped');
    // One that was ended in the meantime need not be told, and that is no error.
    else if (this.#child?.connected) this.#child.send(message, () => {});
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  // vitest lets go of the process. What becomes of it is decided by keep().
  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners.splice(0)) this.#child?.off(event, listener);
    this.#isFree.resolve();
  }

  #hear(message: FromSuite): void {
    if (message.workbook === 'ended') this.#ending ??= message.ending;
    if (message.workbook === 'debugger') this.#options.onDebugger?.(message.url);
    if (message.workbook === 'phase') this.#options.drill?.onPhase(message.phase);
    if (message.workbook === 'order') void this.#carryOut(message);
  }

  async #carryOut({ ask, broker, does }: BrokerOrder): Promise<void> {
    const { drill } = this.#options;
    const carriedOut = drill ? drill.order({ ask, broker, does }) : Promise.reject(new Error(words.noCluster));
    const error = await carriedOut.then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
    );
    const answer: ToSuite = { workbook: 'ordered', ask, ...(error !== undefined && { error }) };
    if (this.#child?.connected) this.#child.send(answer, () => {});
  }

  #answer(type: 'started' | 'stopped'): void {
    setImmediate(() => this.#child?.emit('message', { type, __vitest_worker_response__: true }));
  }

  #add(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    this.#child?.on(event, listener);
  }

  #listen(child: ChildProcess): void {
    child.stdout?.resume();
    if (child.stderr && !this.#options.kept) {
      createInterface(child.stderr).on('line', (line) => {
        this.#lastWords = `${this.#lastWords}\n${line}`.slice(-2_000);
      });
    }
    this.#add('message', (message) => {
      if (isFromSuite(message)) this.#hear(message);
    });
    this.#add('exit', () => {
      // Its last words may still be on their way.
      this.#closed ??= new Promise((resolve) => child.once('close', (code, signal) => resolve([code, signal])));
      this.#isFree.resolve();
    });
  }
}

// Not for ever: what a suite leaves open adds up.
const mostRuns = 50;
