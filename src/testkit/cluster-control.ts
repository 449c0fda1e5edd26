// Three brokers in the hands of a suite: `test('survives', { proves }, async ({ cluster, lab }) => …)`.
import { BrokerAdmin } from '../kafka/admin/broker-admin.ts';
import { describeTopics, electPreferred, findLogEnd, type PartitionView } from '../kafka/requests/leadership.ts';
import { askAny, askBroker, controllerOf, isInSync, partitionSeenBy } from '../lab/cluster/look.ts';
import type { NodeOrder } from '../lab/cluster/cluster.ts';
import { controlChannel } from './control-channel.ts';
import { eventually } from './eventually.ts';
import { harness, HarnessError } from './harness-error.ts';
import { currentJob, type ClusterJob } from './job.ts';
import { words } from './words.ts';

/** Where not said otherwise, of its first partition. */
export interface OfPartition {
  readonly topic: string;
  /** 0 where not said. */
  readonly partition?: number;
}

/** A broker is named by its number: 1, 2 or 3. */
export interface ClusterControl {
  readonly brokers: readonly number[];
  /** The broker that leads a partition now. */
  leader(of: OfPartition): Promise<number>;
  /** The replicas that have all that is confirmed. */
  inSync(of: OfPartition): Promise<number[]>;
  /**
   * How many records the leader has in its log, whether other replicas have them or not; the observer sees only what all
   * replicas in sync have.
   */
  logEnd(of: OfPartition): Promise<number>;
  /** The broker whose controller leads. */
  controller(): Promise<number>;
  /** Ends a broker at once, as by `kill -9`. */
  kill(broker: number): Promise<void>;
  /** Ends a broker in an orderly way: it hands over what it leads. */
  stop(broker: number): Promise<void>;
  /** Stops a broker's process as it is: connections stay, answers do not come. */
  freeze(...brokers: readonly number[]): Promise<void>;
  thaw(...brokers: readonly number[]): Promise<void>;
  /** Starts a broker that was killed or stopped; resolves when it serves. */
  restart(broker: number): Promise<void>;
  /** Makes a broker the leader of a partition; it must be in sync. */
  moveLeader(of: OfPartition & { readonly to: number }): Promise<void>;
  /** Waits until another broker than `before` leads, and returns it. */
  newLeader(of: OfPartition & { readonly before: number }): Promise<number>;
  /** Waits until every partition has all of its replicas in sync. */
  allInSync(): Promise<void>;
}

/** The cluster of this run. Where the run has none, whatever is asked of it ends in a HarnessError. */
export function drillCluster(): ClusterControl {
  return new Control(currentJob().cluster);
}

/** Longer than a new leader, or a broker's return, takes on a machine that has other things to do. */
const patienceMs = 20_000;

class Control implements ClusterControl {
  readonly #job: ClusterJob | undefined;
  readonly #away = new Set<number>();
  /** When something was last done to a broker. */
  #since = performance.now();

  constructor(job: ClusterJob | undefined) {
    this.#job = job;
  }

  get brokers(): number[] {
    return [...this.#addresses.keys()];
  }

  get #addresses(): ReadonlyMap<number, string> {
    if (!this.#job) throw new HarnessError(words.cluster.none);
    return new Map(this.#job.nodes.map(({ id, address }) => [id, address]));
  }

  async leader(of: OfPartition): Promise<number> {
    const { leader } = await this.#partition(of);
    if (leader === undefined) throw new HarnessError(words.cluster.noLeader(of.topic, of.partition ?? 0));
    return leader;
  }

  async inSync(of: OfPartition): Promise<number[]> {
    return [...(await this.#partition(of)).isr].toSorted((one, other) => one - other);
  }

  async logEnd({ topic, partition = 0 }: OfPartition): Promise<number> {
    const leader = await this.leader({ topic, partition });
    return harness(() => askBroker(this.#addresses.get(leader) ?? '', findLogEnd(topic, partition)));
  }

  async controller(): Promise<number> {
    return eventually(() => controllerOf(this.#present()), {
      within: patienceMs,
      describe: words.cluster.controllers,
    });
  }

  async kill(broker: number): Promise<void> {
    await this.#order('kill', broker);
    controlChannel().tell({ kind: 'killed', broker });
  }

  async stop(broker: number): Promise<void> {
    await this.#order('stop', broker);
    controlChannel().tell({ kind: 'stopped', broker });
  }

  async freeze(...brokers: readonly number[]): Promise<void> {
    await Promise.all(brokers.map((broker) => this.#order('freeze', broker)));
    for (const broker of brokers) controlChannel().tell({ kind: 'frozen', broker });
  }

  async thaw(...brokers: readonly number[]): Promise<void> {
    await Promise.all(brokers.map((broker) => this.#order('thaw', broker)));
    for (const broker of brokers) controlChannel().tell({ kind: 'thawed', broker });
  }

  async restart(broker: number): Promise<void> {
    controlChannel().tell({ kind: 'restarting', broker });
    await this.#order('start', broker);
    controlChannel().tell({ kind: 'restarted', broker });
  }

  async moveLeader({ topic, partition = 0, to }: OfPartition & { to: number }): Promise<void> {
    const { replicas } = await this.#partition({ topic, partition });
    const order = [to, ...replicas.filter((each) => each !== to)];
    await harness(async () => {
      // The same replicas in another order: no record is moved.
      await using admin = await BrokerAdmin.open({ brokers: this.#present() });
      await admin.moveReplicas([{ topic, partition, replicas: order }]);
      await askAny(this.#present().slice(0, 1), electPreferred(topic, partition));
    });
    await eventually(async () => (await this.#partition({ topic, partition })).leader === to, {
      within: patienceMs,
      describe: words.cluster.toLead(to, topic),
    });
  }

  async newLeader({ before, ...of }: OfPartition & { before: number }): Promise<number> {
    const other = async (): Promise<number | undefined> => {
      const { leader } = await this.#partition(of);
      return leader === before ? undefined : leader;
    };
    const broker = await eventually(other, {
      within: patienceMs,
      describe: words.cluster.newLeader(of.topic, of.partition ?? 0),
    });
    controlChannel().tell({ kind: 'new-leader', broker, ms: performance.now() - this.#since });
    return broker;
  }

  async allInSync(): Promise<void> {
    const all = async (): Promise<boolean> => {
      const views = await Promise.all(this.#present().map((address) => askBroker(address, describeTopics)));
      return views.every(({ partitions }) => partitions.every(isInSync));
    };
    await eventually(all, { within: patienceMs, describe: words.cluster.inSync });
    controlChannel().tell({ kind: 'all-in-sync', ms: performance.now() - this.#since });
  }

  async #order(does: NodeOrder, broker: number): Promise<void> {
    if (!this.#addresses.has(broker)) throw new Error(words.cluster.unknown(broker));
    if (does === 'start' || does === 'thaw') this.#away.delete(broker);
    else this.#away.add(broker);
    this.#since = performance.now();
    await harness(() => controlChannel().order(broker, does));
  }

  /** Addresses of the brokers that can answer. */
  #present(): string[] {
    return [...this.#addresses].filter(([id]) => !this.#away.has(id)).map(([, address]) => address);
  }

  async #partition(of: OfPartition): Promise<PartitionView> {
    const found = await harness(() => partitionSeenBy(this.#present(), of));
    if (!found) throw new HarnessError(words.cluster.noPartition(of.topic, of.partition ?? 0));
    return found;
  }
}
