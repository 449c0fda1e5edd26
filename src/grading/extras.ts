// What an exercise needs beside a broker, and whether this machine has it: the cluster of those that break one, a registry.
import type { Exercise } from '../course/course.ts';
import type { Broker } from '../lab/broker/broker.ts';
import { ClusterKeeper } from '../lab/cluster/cluster-keeper.ts';
import { nodeIds } from '../lab/cluster/cluster-settings.ts';
import type { Phase } from '../lab/phase.ts';
import { RegistryKeeper } from '../lab/registry/registry-keeper.ts';
import type { Job } from '../testkit/job.ts';
import { lackingOn, whyNotRun } from './lacking.ts';
import type { Drill } from './suite-process.ts';
import { words } from './words.ts';

export interface ExtrasOptions {
  readonly broker: Partial<Pick<Broker, 'source' | 'users'>>;
  /** Where the cluster comes from that suites break; where not said, embedded brokers, which end with the grader. */
  readonly cluster?: ClusterKeeper;
  /** Where a Schema Registry comes from; where not said, one that ends with the grader. */
  readonly registry?: RegistryKeeper;
}

/** Held by one run; its disposal hands on what nobody else may have meanwhile. */
export interface HeldExtras extends Disposable {
  /** Undefined for an exercise that breaks no cluster. */
  readonly drill?: Drill;
  /** What the suite is told. */
  readonly job: Pick<Job, 'cluster' | 'registry'>;
}

export interface HoldOptions {
  readonly onPhase: (phase: Phase) => void;
  readonly signal: AbortSignal;
}

export class Extras implements AsyncDisposable {
  readonly #options: ExtrasOptions;
  #ownCluster: ClusterKeeper | undefined;
  #ownRegistry: RegistryKeeper | undefined;

  constructor(options: ExtrasOptions) {
    this.#options = options;
  }

  /** Why the exercise cannot be run here, and what to do; undefined where it can. */
  lacks({ needs }: Exercise, platform: NodeJS.Platform = process.platform): string | undefined {
    const { broker, cluster } = this.#options;
    const { source, users } = broker;
    const ground = { source, hasUsers: users !== undefined, hasCluster: cluster !== undefined, platform };
    return whyNotRun(needs, lackingOn(ground));
  }

  /** What a run of the exercise needs, the cluster whole and its alone. Throws a WorkbookError where it cannot be started. */
  async hold({ needs }: Exercise, options: HoldOptions): Promise<HeldExtras> {
    const registry = needs.includes('registry') ? (await this.#registry().obtain(options)).url : undefined;
    const held = needs.includes('cluster') ? await this.#holdCluster(options) : nothingHeld;
    return { ...held, job: { ...held.job, ...(registry !== undefined && { registry }) } };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#ownCluster?.[Symbol.asyncDispose](), this.#ownRegistry?.[Symbol.asyncDispose]()]);
  }

  async #holdCluster({ onPhase, signal }: HoldOptions): Promise<HeldExtras> {
    const keeper = this.#options.cluster ?? (this.#ownCluster ??= new ClusterKeeper());
    const held = await keeper.hold({ signal, onPhase });
    const { connection, nodes } = held.cluster;
    const order: Drill['order'] = async ({ broker, does }) => {
      const id = nodeIds.find((each) => each === broker);
      if (id === undefined) throw new Error(words.noCluster);
      await held.cluster.order(id, does);
    };
    return {
      drill: { order, onPhase },
      job: { cluster: { connection, nodes: nodes.map(({ id, address }) => ({ id, address })) } },
      [Symbol.dispose]: () => held[Symbol.dispose](),
    };
  }

  #registry(): RegistryKeeper {
    return this.#options.registry ?? (this.#ownRegistry ??= new RegistryKeeper());
  }
}

const nothingHeld: HeldExtras = { job: {}, [Symbol.dispose]: () => undefined };
