// A cluster of three embedded brokers that belongs to this process, and that can be broken and put together again.
import { join } from 'node:path';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { patientClient } from '../../kafka/client.ts';
import { electPreferred, describeTopics } from '../../kafka/requests/leadership.ts';
import { requireJavaParts, type JavaParts } from '../broker/java-parts.ts';
import { brokerText } from '../broker/words.ts';
import { jvmFlags, type Jit } from '../broker/jvm-flags.ts';
import { ownedBroker, type OwnedBroker } from '../broker/owned-broker.ts';
import { prepareInBackground } from '../broker/prepare-in-background.ts';
import { findPrepared } from '../broker/prepared.ts';
import type { ChildOrder } from '../broker/guard.ts';
import type { RunFolder } from '../broker/run-folder.ts';
import { startInFolder } from '../broker/start-in-folder.ts';
import { deleteTopics } from '../broker/sweep.ts';
import {
  nodeName,
  nodeServes,
  startClusterIn,
  whole,
  type ClusterNode,
  type ClusterProcess,
} from './cluster-process.ts';
import { nodeIds, type NodeId } from './cluster-settings.ts';
import { askAny } from './look.ts';
import { findPreparedCluster } from './prepare-cluster.ts';

export type NodeOrder = ChildOrder;

/** What suites and pages know of one of its brokers. */
export type NodeAddress = Pick<ClusterNode, 'id' | 'address'>;

/** `away`: stopped or killed, and not started again. */
export type NodeState = 'up' | 'frozen' | 'away';

export interface LabCluster extends OwnedBroker {
  readonly nodes: readonly NodeAddress[];
  /** Addresses of the brokers that are up. */
  readonly up: readonly string[];
  stateOf(id: NodeId): NodeState;
  /** Does something to a broker; `start` resolves when it serves. Throws where the process cannot do it. */
  order(id: NodeId, does: NodeOrder): Promise<void>;
  /**
   * Resolves when all brokers are up, topics are gone but for Kafka's own, and these are in sync with the leaders that they
   * had first.
   * Rejects with the signal's reason.
   */
  restore(signal: AbortSignal): Promise<void>;
}

export interface StartClusterOptions {
  readonly signal: AbortSignal;
  readonly jit?: Jit;
}

const entry = join(import.meta.dirname, 'prepare-cluster-entry.ts');

/**
 * Starts three brokers. Throws a WorkbookError where Java or Kafka's jars are missing, the disk is full, or Kafka fails.
 */
export async function startCluster({ signal, jit = 'quick' }: StartClusterOptions): Promise<LabCluster> {
  const parts = await requireJavaParts();
  const prepared = await findPreparedCluster(parts);
  const cluster = await startInFolder({
    start: async (run, { ready, dataFolder }) =>
      startIn(run, parts, { signal, jit, template: ready ? dataFolder : undefined }),
    logsIn: (run) => nodeIds.map((id) => join(run.folder, nodeName(id))),
    prepared,
    port: undefined,
    signal,
  });
  // Not before it is ready: somebody waits for it, and nobody waits for this.
  if (!prepared.ready) prepareInBackground(prepared, entry);
  return cluster;
}

interface How extends Required<StartClusterOptions> {
  readonly template: string | undefined;
}

async function startIn(run: RunFolder, parts: JavaParts, { signal, jit, template }: How): Promise<LabCluster> {
  const { ready, aotCache } = await findPrepared(parts);
  const cache = jit === 'quick' && ready && aotCache !== undefined ? [`-XX:AOTCache=${aotCache}`] : [];
  const flags = [...jvmFlags(jit, parts.javaVersion), ...cache];
  const started = await startClusterIn(run, { parts, flags, template, graceMs: stopMs }, signal);
  return new EmbeddedCluster(run, started);
}

/** A broker that hands its leaders over takes about a second; it is not waited for longer. */
const stopMs = 8_000;

class EmbeddedCluster implements LabCluster {
  readonly source = 'embedded';
  readonly kafkaVersion = kafkaVersion;
  readonly connection;
  readonly clusterId;
  readonly label;
  readonly run;
  readonly env = {};
  readonly lost;
  readonly nodes: readonly ClusterNode[];
  readonly #process: ClusterProcess;
  readonly #owned: OwnedBroker;
  readonly #states = new Map<NodeId, NodeState>();

  constructor(run: RunFolder, started: ClusterProcess) {
    const { guard, clusterId, nodes } = started;
    this.#process = started;
    this.nodes = nodes;
    this.run = run;
    this.clusterId = clusterId;
    this.connection = { brokers: nodes.map(({ address }) => address) };
    this.label = brokerText.clusterLabel(kafkaVersion, this.connection.brokers.join());
    this.lost = guard.lost;
    const { source, connection, label } = this;
    this.#owned = ownedBroker({ source, connection, clusterId, kafkaVersion, label, run, guard });
  }

  get up(): string[] {
    return this.nodes.filter(({ id }) => this.stateOf(id) === 'up').map(({ address }) => address);
  }

  stateOf(id: NodeId): NodeState {
    return this.#states.get(id) ?? 'up';
  }

  async order(id: NodeId, does: NodeOrder): Promise<void> {
    const { guard, clusterId } = this.#process;
    const node = this.#node(id);
    // A frozen process does not hear that it is to stop.
    if (does === 'stop' && this.stateOf(id) === 'frozen') await this.order(id, 'thaw');
    this.#states.set(id, after[does]);
    await guard.order(node.name, does);
    const patience = AbortSignal.any([guard.lost, AbortSignal.timeout(startMs)]);
    if (does === 'start') await nodeServes(node, clusterId, patience);
  }

  async restore(signal: AbortSignal): Promise<void> {
    const over = AbortSignal.any([signal, this.lost]);
    await Promise.all(nodeIds.map((id) => this.#bringBack(id)));
    await Promise.all(this.nodes.map((node) => nodeServes(node, this.clusterId, over)));
    await this.#removeTopics();
    await whole(this.nodes, over);
    await this.#electFirst();
    await whole(this.nodes, over);
  }

  async leave(): Promise<void> {
    await this.#owned.leave();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Its data is thrown away: no broker need hand anything over.
    if (!this.lost.aborted)
      await Promise.allSettled(nodeIds.map((id) => this.#process.guard.order(nodeName(id), 'kill')));
    await this.#owned[Symbol.asyncDispose]();
  }

  async #bringBack(id: NodeId): Promise<void> {
    if (this.stateOf(id) === 'frozen') await this.order(id, 'thaw');
    if (this.stateOf(id) === 'away') await this.order(id, 'start');
  }

  /** Those of the drills before, of which one may never be whole again. */
  async #removeTopics(): Promise<void> {
    const { partitions } = await askAny(this.connection.brokers, describeTopics);
    const topics = [...new Set(partitions.map(({ topic }) => topic))].filter((topic) => !topic.startsWith('__'));
    if (topics.length === 0) return;
    const admin = patientClient(this.connection, 'workbook-clean-up').admin();
    await admin.connect();
    try {
      await deleteTopics(admin, topics);
    } finally {
      await admin.disconnect();
    }
  }

  /** Who leads Kafka's own topics decides whom a drill hits beside its own: that must not depend on the drill before. */
  async #electFirst(): Promise<void> {
    const { brokers } = this.connection;
    const { partitions } = await askAny(brokers, describeTopics);
    const moved = partitions.filter(({ topic, leader, replicas }) => topic.startsWith('__') && leader !== replicas[0]);
    for (const { topic, partition } of moved) await askAny(brokers.slice(0, 1), electPreferred(topic, partition));
  }

  #node(id: NodeId): ClusterNode {
    const node = this.nodes.find((each) => each.id === id);
    if (node === undefined) throw new Error(`The cluster has no broker ${id}.`);
    return node;
  }
}

const startMs = 60_000;

const after: Readonly<Record<NodeOrder, NodeState>> = {
  start: 'up',
  thaw: 'up',
  freeze: 'frozen',
  stop: 'away',
  kill: 'away',
};
