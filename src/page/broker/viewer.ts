// Watches the broker while somebody looks at its page, and lets go of it soon after: a page that nobody sees costs nothing.
import type { Connection } from '../../kafka/connection.ts';
import { patientClient } from '../../kafka/client.ts';
import { Cluster } from '../../kafka/cluster.ts';
import { ClusterWatch, type ClusterPicture } from './cluster-watch.ts';
import { nextGroupState, type GroupState } from './group-state.ts';
import type { TransactionState } from '../../kafka/transactions.ts';
import { lookAt, type Look, type Sources } from './look.ts';
import { readRecord, type FullRecord } from './read-record.ts';
import { logLimits, RecordLog } from './record-log.ts';
import { runName } from './run-name.ts';
import { Tail, type TailedPartition } from './tail.ts';

export interface BrokerPicture {
  /** Undefined where there is one broker only. */
  readonly cluster: ClusterPicture | undefined;
  readonly partitions: readonly TailedPartition[];
  readonly groups: readonly GroupState[];
  readonly transactions: readonly TransactionState[];
  readonly log: RecordLog;
}

export interface ViewerOptions {
  /** How to reach the broker that is there now; undefined while there is none. */
  readonly connection: () => Connection | undefined;
  /** How to reach the cluster that drills break, while there is one. */
  readonly drillCluster?: () => Connection | undefined;
  /** Whether a topic, group or transaction is the learner's. */
  readonly isWanted: (name: string) => boolean;
}

const looksEvery = 300;
const tellsEvery = 100;
const lingers = 10_000;
const mostPartitions = 400;
const clientId = 'workbook-page';

export class BrokerViewer implements AsyncDisposable {
  readonly #options: ViewerOptions;
  readonly #watchers = new Set<() => void>();
  #visit: Visit | undefined;
  #leaving: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;

  constructor(options: ViewerOptions) {
    this.#options = options;
  }

  get picture(): BrokerPicture {
    return this.#visit?.picture ?? { cluster: undefined, partitions: [], groups: [], transactions: [], log: emptyLog };
  }

  /** Watches the broker, and calls `tell` after each change, ten times a second at most, until the function is called. */
  watch(tell: () => void): () => void {
    this.#watchers.add(tell);
    clearTimeout(this.#leaving);
    this.#visit ??= this.#begin();
    return () => {
      this.#watchers.delete(tell);
      if (this.#watchers.size === 0) this.#leaving = setTimeout(() => void this.#end(), lingers).unref();
    };
  }

  /** The whole of one record, read from the broker again; undefined where it is no more. */
  async record(topic: string, partition: number, offset: number): Promise<FullRecord | undefined> {
    return this.#visit?.record(topic, partition, offset);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#leaving);
    clearTimeout(this.#telling);
    this.#watchers.clear();
    await this.#end();
  }

  #begin(): Visit {
    return new Visit(this.#options, () => {
      this.#telling ??= setTimeout(() => {
        this.#telling = undefined;
        for (const tell of this.#watchers) tell();
      }, tellsEvery);
    });
  }

  async #end(): Promise<void> {
    const visit = this.#visit;
    this.#visit = undefined;
    await visit?.[Symbol.asyncDispose]();
  }
}

const emptyLog = new RecordLog();

/** From the first watcher to the last: connects, looks, and connects again when the broker has been replaced. */
class Visit implements AsyncDisposable {
  readonly #options: ViewerOptions;
  readonly #changed: () => void;
  readonly #end = new AbortController();
  readonly #running: Promise<void>;
  readonly #cluster: ClusterWatch;
  #log = new RecordLog();
  #sources: OpenSources | undefined;
  #look: Look | undefined;
  readonly #groups = new Map<string, GroupState>();

  constructor(options: ViewerOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
    this.#cluster = new ClusterWatch(() => severalOf(options), changed);
    this.#running = this.#run();
  }

  get picture(): BrokerPicture {
    return {
      cluster: this.#wantedOf(this.#cluster.picture),
      partitions: this.#sources?.tail.partitions ?? [],
      groups: [...this.#groups.values()],
      transactions: this.#look?.transactions ?? [],
      log: this.#log,
    };
  }

  async record(topic: string, partition: number, offset: number): Promise<FullRecord | undefined> {
    const leader = this.#sources?.tail.partitions.find(
      (each) => each.topic === topic && each.partition === partition,
    )?.leader;
    if (leader === undefined || !this.#sources) return undefined;
    return readRecord(this.#sources.cluster, { topic, partition, leader, offset });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await Promise.all([this.#running, this.#cluster[Symbol.asyncDispose]()]);
    await this.#sources?.[Symbol.asyncDispose]();
  }

  #wantedOf(cluster: ClusterPicture | undefined): ClusterPicture | undefined {
    const { isWanted } = this.#options;
    return cluster && { ...cluster, partitions: cluster.partitions.filter(({ topic }) => isWanted(topic)) };
  }

  async #run(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        await this.#lookOnce();
      } catch {
        // Away for now: the session tells the learner, and the next look tries again.
        if (this.#options.connection() === undefined) await this.#forget();
      }
      await pause(looksEvery, signal);
    }
  }

  async #lookOnce(): Promise<void> {
    const connection = this.#options.connection();
    const key = JSON.stringify(connection);
    if (key !== this.#sources?.key) await this.#forget();
    if (!connection) return;
    const { isWanted } = this.#options;
    const onRecords = (log: RecordLog) => (records: Parameters<RecordLog['add']>[0][]) => {
      for (const record of records) log.add(record);
      this.#changed();
    };
    this.#sources ??= await openSources(connection, key, isWanted, onRecords(this.#log));
    this.#take(await lookAt(this.#sources, (id) => urgencyOf(this.#groups.get(id))));
    await this.#sources.tail.follow(newest(this.#look?.partitions ?? []));
  }

  #take(look: Look): void {
    this.#look = look;
    const ends = (topic: string, partition: number) =>
      this.#sources?.tail.partitions.find((each) => each.topic === topic && each.partition === partition) ?? noEnds;
    const now = Date.now();
    const fresh = look.groups.map((seen) => nextGroupState(this.#groups.get(seen.group.id), seen, ends, now));
    for (const group of fresh) this.#groups.set(group.id, group);
    const there = new Set(look.groupIds);
    for (const id of this.#groups.keys()) if (!there.has(id)) this.#groups.delete(id);
    this.#changed();
  }

  // Another broker holds other records: nothing of the old one stays.
  async #forget(): Promise<void> {
    const sources = this.#sources;
    this.#sources = undefined;
    this.#look = undefined;
    this.#groups.clear();
    if (sources) this.#log = new RecordLog();
    await sources?.[Symbol.asyncDispose]();
    if (sources) this.#changed();
  }
}

/** The cluster to show: the one that a drill breaks, else the session's own, where it is one. */
function severalOf({ connection, drillCluster }: ViewerOptions): Connection | undefined {
  const drill = drillCluster?.();
  if (drill) return drill;
  const own = connection();
  // The watch asks each broker by a bare connection, which speaks neither TLS nor SASL.
  return own !== undefined && own.brokers.length > 1 && !own.ssl && !own.sasl ? own : undefined;
}

// A group never seen comes first, then those with members, then the others in turn.
function urgencyOf(group: GroupState | undefined): number {
  if (!group) return 2;
  return group.members.length > 0 ? 1 : Math.random();
}

const noEnds = { low: 0, high: 0 };

// Where there are too many to follow: what the newest runs made.
const newest = (partitions: Look['partitions']): Look['partitions'] =>
  partitions
    .toSorted((a, b) => timeOf(a.topic) - timeOf(b.topic) || a.topic.localeCompare(b.topic))
    .slice(-mostPartitions);

const timeOf = (topic: string): number => runName(topic).at ?? 0;

interface OpenSources extends Sources, AsyncDisposable {
  readonly key: string;
  readonly tail: Tail;
}

// A connection for questions and one for the long polls of the tail: a broker answers each connection in order.
async function openSources(
  connection: Connection,
  key: string,
  isWanted: Sources['isWanted'],
  onRecords: (records: Parameters<RecordLog['add']>[0][]) => void,
): Promise<OpenSources> {
  const [cluster, reading] = [new Cluster(connection, clientId), new Cluster(connection, clientId)];
  const admin = patientClient(connection, clientId).admin();
  const tail = new Tail({ cluster: reading, onRecords, back: logLimits.records });
  const close = async () => {
    await tail[Symbol.asyncDispose]();
    await Promise.allSettled([cluster[Symbol.asyncDispose](), reading[Symbol.asyncDispose](), admin.disconnect()]);
  };
  try {
    await Promise.all([cluster.connect(), reading.connect(), admin.connect()]);
  } catch (error) {
    await close();
    throw error;
  }
  return { key, cluster, admin, tail, isWanted, [Symbol.asyncDispose]: close };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
