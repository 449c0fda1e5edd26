// Runs steps side by side: each as soon as what it needs is there, each under a lock of its own between processes,
// and none in the way of another. What fails stays known, with what still works without it.
import { join } from 'node:path';
import { takeLock } from '../../bin/lock.mjs';
import { setupFolder } from '../../bin/stamp.mjs';
import type { WorkbookError } from '../workbook-error.ts';
import { explainFailure } from './explain-failure.ts';
import type { Step, StepName } from './step.ts';
import { text } from './words.ts';

export type StepStatus =
  | { readonly state: 'pending' }
  | { readonly state: 'running'; readonly text: string; readonly fraction: number | undefined; readonly since: number }
  /** ms: how long it took; 0 where it was up to date. */
  | { readonly state: 'done'; readonly ms: number }
  | { readonly state: 'failed'; readonly error: WorkbookError }
  /** A step that it needs failed, with that step's error. */
  | { readonly state: 'skipped'; readonly because: StepName; readonly error: WorkbookError };

export interface SetupEvent {
  readonly step: StepName;
  readonly title: string;
  readonly status: StepStatus;
}

export interface SetupOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: SetupEvent) => void) | undefined;
  /** Also repeat what is known to fail slowly, such as a compilation. */
  readonly retry?: boolean;
  /** Where the locks are kept; for tests. */
  readonly lockFolder?: string;
}

/** A set-up at work. Its promises may be ignored: a failure that nobody awaits stays in `status`. */
export class Setup {
  readonly #steps: Readonly<Record<StepName, Step>>;
  readonly #options: SetupOptions;
  readonly #signal: AbortSignal;
  readonly #status = new Map<StepName, StepStatus>();
  readonly #promises = new Map<StepName, Promise<void>>();

  constructor(steps: Readonly<Record<StepName, Step>>, options: SetupOptions = {}) {
    this.#steps = steps;
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
  }

  /**
   * Starts a step (once) with all that it needs. Resolves when it is done.
   * Throws a WorkbookError when it or a step that it needs fails, the signal's reason when that aborts.
   */
  step(name: StepName): Promise<void> {
    const started = this.#promises.get(name) ?? this.#start(name);
    this.#promises.set(name, started);
    started.catch(() => {});
    return started;
  }

  /** How the steps stand that were started so far. */
  get status(): ReadonlyMap<StepName, StepStatus> {
    return this.#status;
  }

  async #start(name: StepName): Promise<void> {
    const step = this.#steps[name];
    if (step.upToDate()) return this.#set(name, { state: 'done', ms: 0 });
    this.#set(name, { state: 'pending' });
    await Promise.allSettled([
      ...[...step.needs, ...step.uses].map((needed) => this.step(needed)),
      ...step.yieldsTo.map((first) => this.#promises.get(first)),
    ]);
    this.#signal.throwIfAborted();
    for (const needed of step.needs) {
      const status = this.#status.get(needed);
      if (status?.state === 'failed' || status?.state === 'skipped') {
        this.#set(name, { state: 'skipped', because: needed, error: status.error });
        throw status.error;
      }
    }
    await this.#run(name, step);
  }

  async #run(name: StepName, step: Step): Promise<void> {
    const since = Date.now();
    const report = (words: string, fraction?: number) =>
      this.#set(name, { state: 'running', text: words, fraction, since });
    report(text.starting);
    try {
      const release = await takeLock(join(this.#options.lockFolder ?? setupFolder, `${name}.lock`), {
        what: step.title,
        signal: this.#signal,
        onWait: (holder) => report(text.waiting(holder.pid, holder.started)),
      });
      try {
        // Another process may have done it while this one waited.
        if (!step.upToDate()) await step.run({ report, signal: this.#signal, retry: this.#options.retry ?? false });
      } finally {
        await release();
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      const explained = explainFailure(step, error);
      this.#set(name, { state: 'failed', error: explained });
      throw explained;
    }
    this.#set(name, { state: 'done', ms: Date.now() - since });
  }

  #set(name: StepName, status: StepStatus): void {
    this.#status.set(name, status);
    this.#options.onEvent?.({ step: name, title: this.#steps[name].title, status });
  }
}
