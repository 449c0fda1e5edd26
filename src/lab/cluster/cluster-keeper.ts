// One cluster for all drills of a session, of which one at a time holds it. It is started when the first one asks, and put
// together before each: no drill's result depends on who held it before.
import type { Connection } from '../../kafka/connection.ts';
import { startCluster, type LabCluster } from './cluster.ts';
import type { Phase } from '../phase.ts';

export interface HoldOptions {
  readonly signal: AbortSignal;
  readonly onPhase: (phase: Phase) => void;
}

/** A cluster in the hands of one drill; its disposal hands it on. */
export interface HeldCluster extends Disposable {
  readonly cluster: LabCluster;
}

/** How long a cluster may take to come together again before another one is started in its place. */
const restoreMs = 30_000;

export class ClusterKeeper implements AsyncDisposable {
  readonly #start: (signal: AbortSignal) => Promise<LabCluster>;
  #cluster: LabCluster | undefined;
  #free: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** @param start how a cluster is started; an embedded one where not said. */
  constructor(start: (signal: AbortSignal) => Promise<LabCluster> = async (signal) => startCluster({ signal })) {
    this.#start = start;
  }

  /** How to reach the cluster that is there now; undefined while there is none. */
  get connection(): Connection | undefined {
    return this.#cluster?.connection;
  }

  /** The cluster, whole and for this drill alone. Throws a WorkbookError where none can be started. */
  async hold({ signal, onPhase }: HoldOptions): Promise<HeldCluster> {
    if (this.#waiting > 0) onPhase({ kind: 'cluster-busy' });
    const before = this.#free;
    const mine = Promise.withResolvers<void>();
    this.#free = mine.promise;
    this.#waiting += 1;
    const giveBack = (): void => {
      this.#waiting -= 1;
      mine.resolve();
    };
    try {
      await before;
      signal.throwIfAborted();
      const started = performance.now();
      const cluster = (await this.#restored(onPhase, signal)) ?? (await this.#another(onPhase, signal));
      onPhase({ kind: 'cluster-ready', ms: performance.now() - started });
      return { cluster, [Symbol.dispose]: giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** Ends the cluster, after the drill that holds it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#free;
    await this.#end();
  }

  /** The one that is there, whole again; undefined where there is none, or it does not become whole. */
  async #restored(onPhase: HoldOptions['onPhase'], signal: AbortSignal): Promise<LabCluster | undefined> {
    const cluster = this.#cluster;
    if (cluster === undefined || cluster.lost.aborted) return undefined;
    onPhase({ kind: 'cluster-restored' });
    try {
      await cluster.restore(AbortSignal.any([signal, AbortSignal.timeout(restoreMs)]));
      return cluster;
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async #another(onPhase: HoldOptions['onPhase'], signal: AbortSignal): Promise<LabCluster> {
    await this.#end();
    onPhase({ kind: 'cluster-starts' });
    this.#cluster = await this.#start(signal);
    return this.#cluster;
  }

  async #end(): Promise<void> {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    await cluster?.[Symbol.asyncDispose]();
  }
}
