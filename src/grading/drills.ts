// What an exercise needs beside a broker, and whether this machine has it; the cluster of those that break one.
import type { Exercise } from '../course/course.ts';
import type { Broker } from '../lab/broker/broker.ts';
import { ClusterKeeper } from '../lab/cluster/cluster-keeper.ts';
import { nodeIds } from '../lab/cluster/cluster-settings.ts';
import type { Phase } from '../lab/cluster/phase.ts';
import type { ClusterJob } from '../testkit/job.ts';
import { lackingOn, whyNotRun } from './lacking.ts';
import { words } from './words.ts';
import type { Drill } from './suite-process.ts';

export interface DrillsOptions {
  readonly broker: Partial<Pick<Broker, 'source' | 'users'>>;
  /** Where the cluster comes from that suites break; where not said, embedded brokers, which end with the grader. */
  readonly cluster?: ClusterKeeper;
}

/** Held by one run; its disposal hands the cluster on. */
export interface HeldDrill extends Disposable {
  readonly drill: Drill;
  readonly job: ClusterJob;
}

export class Drills implements AsyncDisposable {
  readonly #options: DrillsOptions;
  #own: ClusterKeeper | undefined;

  constructor(options: DrillsOptions) {
    this.#options = options;
  }

  /** Why the exercise cannot be run here, and what to do; undefined where it can. */
  lacks({ needs }: Exercise, platform: NodeJS.Platform = process.platform): string | undefined {
    const { broker, cluster } = this.#options;
    const { source, users } = broker;
    const ground = { source, hasUsers: users !== undefined, hasCluster: cluster !== undefined, platform };
    return whyNotRun(needs, lackingOn(ground));
  }

  /**
   * The cluster for a run, whole and its alone; undefined for an exercise that breaks none.
   * Throws a WorkbookError where none can be started.
   */
  async hold(
    { needs }: Exercise,
    onPhase: (phase: Phase) => void,
    signal: AbortSignal,
  ): Promise<HeldDrill | undefined> {
    if (!needs.includes('cluster')) return undefined;
    const keeper = this.#options.cluster ?? (this.#own ??= new ClusterKeeper());
    const held = await keeper.hold({ signal, onPhase });
    const { connection, nodes } = held.cluster;
    const order: Drill['order'] = async ({ broker, does }) => {
      const id = nodeIds.find((each) => each === broker);
      if (id === undefined) throw new Error(words.noCluster);
      await held.cluster.order(id, does);
    };
    return {
      drill: { order, onPhase },
      job: { connection, nodes: nodes.map(({ id, address }) => ({ id, address })) },
      [Symbol.dispose]: () => held[Symbol.dispose](),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#own?.[Symbol.asyncDispose]();
  }
}
