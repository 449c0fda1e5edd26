// One Schema Registry for all runs of a session that need one. It is started when the first of them asks, and serves them side
// by side: its subjects carry the names of a run's own topics.
import { unless } from '../broker/unless.ts';
import type { Phase } from '../phase.ts';
import { startRegistry, type Registry } from './registry.ts';

export interface ObtainOptions {
  /** Ends the waiting of this run alone: others may wait for the same start. */
  readonly signal: AbortSignal;
  readonly onPhase: (phase: Phase) => void;
}

export class RegistryKeeper implements AsyncDisposable {
  readonly #start: (signal: AbortSignal) => Promise<Registry>;
  readonly #end = new AbortController();
  #registry: Registry | undefined;
  #starting: Promise<Registry> | undefined;

  /** @param start how a registry is started; Apicurio as a JVM of this process where not said. */
  constructor(
    start: (signal: AbortSignal) => Promise<Registry> = async (signal) =>
      startRegistry({ signal, onProgress: () => undefined }),
  ) {
    this.#start = start;
  }

  /** The registry that is there, or another one where it ended. Throws a WorkbookError where none can be started. */
  async obtain({ signal, onPhase }: ObtainOptions): Promise<Registry> {
    if (this.#registry && !this.#registry.lost.aborted) return this.#registry;
    const asked = performance.now();
    onPhase({ kind: 'registry-starts' });
    this.#starting ??= this.#another();
    const registry = await unless(signal, this.#starting);
    onPhase({ kind: 'registry-ready', ms: performance.now() - asked });
    return registry;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#starting?.catch(() => undefined);
    await this.#registry?.[Symbol.asyncDispose]();
  }

  async #another(): Promise<Registry> {
    try {
      await this.#registry?.[Symbol.asyncDispose]();
      this.#registry = await this.#start(this.#end.signal);
      return this.#registry;
    } finally {
      // One that cannot be had now may be had by the next run.
      this.#starting = undefined;
    }
  }
}
