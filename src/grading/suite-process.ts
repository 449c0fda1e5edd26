// vitest's pool of workers, reduced to one warm process a run, which dies with its verdict.
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PoolWorker, WorkerRequest } from 'vitest/node';
import type { Ending } from './run-report.ts';
import type { SpareProcesses } from './spare-processes.ts';
import type { GuardReport } from '../testkit/process/guard-limits.ts';
import { readGuardReport } from '../testkit/process/read-guard-report.ts';

type Listener = (...values: unknown[]) => void;

export class SuiteProcess implements PoolWorker {
  readonly name = 'workbook';
  #ending: Ending | undefined;
  #closed: Promise<[number | null, NodeJS.Signals | null]> | undefined;
  readonly #spares: SpareProcesses;
  readonly #subject: string;
  #child: ChildProcess | undefined;
  #guard: GuardReport | undefined;
  #lastWords = '';

  /** @param subject absolute path of the file under test, to tell whether a loop is in it. */
  constructor(spares: SpareProcesses, subject: string) {
    this.#spares = spares;
    this.#subject = subject;
  }

  async start(): Promise<void> {
    const child = await this.#spares.take();
    this.#child = child;
    child.stdout?.resume();
    if (child.stderr) createInterface(child.stderr).on('line', (line) => this.#hear(line));
    child.once('exit', () => {
      // Its last words may still be on their way.
      this.#closed ??= new Promise((resolve) => child.once('close', (code, signal) => resolve([code, signal])));
    });
    if (this.#ending) child.kill('SIGKILL');
  }

  /** Ends the process in the middle of the run. */
  end(ending: Ending): void {
    this.#ending ??= ending;
    this.#child?.kill('SIGKILL');
  }

  /** Why the process ended before its suite did; undefined where it did not. */
  async ending(): Promise<Ending | undefined> {
    if (this.#ending || !this.#closed) return this.#ending;
    const [code, signal] = await this.#closed;
    const guard = this.#guard;
    if (!guard) return { kind: 'exited', code, signal, lastWords: this.#lastWords };
    if (guard.kind === 'memory') return guard;
    const { url, ...rest } = guard;
    return { ...rest, line: this.#isSubject(url) ? guard.line : undefined };
  }

  on(event: string, listener: Listener): void {
    this.#child?.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.#child?.off(event, listener);
  }

  send(message: WorkerRequest): void {
    // What the learner's code left open would keep an orderly end waiting. The verdict is out, and nothing needs saving.
    if (message.type === 'stop') this.#child?.emit('message', { type: 'stopped', __vitest_worker_response__: true });
    // One that was ended in the meantime need not be told, and that is no error.
    else if (this.#child?.connected) this.#child.send(message, () => {});
  }

  deserialize(data: unknown): unknown {
    return data;
  }

  async stop(): Promise<void> {
    this.#child?.removeAllListeners('exit');
    this.#child?.kill('SIGKILL');
  }

  #hear(line: string): void {
    const report = readGuardReport(line);
    if (report) this.#guard = report;
    else this.#lastWords = `${this.#lastWords}\n${line}`.slice(-2_000);
  }

  #isSubject(url: string): boolean {
    return url !== '' && fileURLToPath(url.replace(/\?.*$/, '')) === this.#subject;
  }
}
