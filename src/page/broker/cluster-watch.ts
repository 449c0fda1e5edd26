// Looks at several brokers that are one cluster: who leads, who is behind, who is away. Each broker is asked by itself, so that
// one that is frozen does not hold up the look.
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../../kafka/connection.ts';
import { describeTopics, type MetadataView, type PartitionView } from '../../kafka/requests/leadership.ts';
import { askAny, controllerOf, isInSync } from '../../lab/cluster/look.ts';

export interface BrokerInCluster {
  readonly id: number;
  readonly away: boolean;
  /** Its controller leads. */
  readonly controls: boolean;
  /** How many partitions it leads. */
  readonly leads: number;
}

export interface ClusterPicture {
  readonly brokers: readonly BrokerInCluster[];
  /** All partitions but Kafka's own; what is not in sync comes first. */
  readonly partitions: readonly PartitionView[];
}

/** What a look shows. A broker is away that holds replicas and is not among those that the controllers count as alive. */
export function clusterPicture(view: MetadataView, controller: number | undefined): ClusterPicture {
  const ids = new Set([...view.brokers, ...view.partitions.flatMap(({ replicas }) => replicas)]);
  const brokers = [...ids]
    .toSorted((a, b) => a - b)
    .map((id) => ({
      id,
      away: !view.brokers.includes(id),
      controls: id === controller,
      leads: view.partitions.filter(({ leader }) => leader === id).length,
    }));
  const partitions = view.partitions
    .filter(({ topic }) => !topic.startsWith('__'))
    .toSorted(
      (a, b) =>
        Number(isInSync(a)) - Number(isInSync(b)) || a.topic.localeCompare(b.topic) || a.partition - b.partition,
    );
  return { brokers, partitions };
}

const looksEvery = 300;

export class ClusterWatch implements AsyncDisposable {
  readonly #connection: () => Connection | undefined;
  readonly #changed: () => void;
  readonly #end = new AbortController();
  readonly #running: Promise<void>;
  #picture: ClusterPicture | undefined;

  /**
   * @param connection the cluster that is there now; undefined while there is none, or only one broker.
   * @param changed called after each look.
   */
  constructor(connection: () => Connection | undefined, changed: () => void) {
    this.#connection = connection;
    this.#changed = changed;
    this.#running = this.#run();
  }

  /** As it was at the last look that any broker answered. */
  get picture(): ClusterPicture | undefined {
    return this.#picture;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      await this.#look();
      await delay(looksEvery, undefined, { signal }).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const connection = this.#connection();
    const before = this.#picture;
    if (connection === undefined) this.#picture = undefined;
    else {
      const controller = controllerOf(connection.brokers).catch(() => undefined);
      // Where nobody answers, what was seen last stands.
      const view = await askAny(connection.brokers, describeTopics).catch(() => undefined);
      if (view) this.#picture = clusterPicture(view, await controller);
    }
    if (before !== this.#picture) this.#changed();
  }
}
