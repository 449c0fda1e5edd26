// Three brokers of a lesson program's own, which it may break.
import { patientClient } from '../kafka/client.ts';
import type { Connection } from '../kafka/connection.ts';
import { findLogEnd, type PartitionView } from '../kafka/requests/leadership.ts';
import { startCluster, type LabCluster, type NodeOrder } from '../lab/cluster/cluster.ts';
import { nodeIds, type NodeId } from '../lab/cluster/cluster-settings.ts';
import { askBroker, partitionSeenBy } from '../lab/cluster/look.ts';
import { ensure } from '../setup/start-setup.ts';
import { eventually } from '../testkit/eventually.ts';
import { text } from './words.ts';
import { readValues } from './read-values.ts';
import { uniqueTopic } from './unique-topic.ts';

export interface ReplicatedTopicOptions {
  /** The broker that leads it. */
  readonly leader: NodeId;
  /** Settings of the topic, such as `{ 'min.insync.replicas': '3' }`. */
  readonly config?: Readonly<Record<string, string>>;
}

/** Long enough for a machine that has much else to do. */
const patience = { within: 30_000 };

/** Starts three brokers, 1 to 3. Dispose of them, or the program does not end. */
export async function openCluster(): Promise<LessonCluster> {
  await ensure(['java', 'jars']);
  return new LessonCluster(await startCluster({ signal: AbortSignal.timeout(120_000) }));
}

export class LessonCluster implements AsyncDisposable {
  readonly #cluster: LabCluster;

  constructor(cluster: LabCluster) {
    this.#cluster = cluster;
  }

  get connection(): Connection {
    return this.#cluster.connection;
  }

  /** Makes a topic with one partition and three replicas, all of them in sync. Resolves with its name. */
  async newTopic(name: string, { leader, config = {} }: ReplicatedTopicOptions): Promise<string> {
    const topic = uniqueTopic(name);
    const replicas = [leader, ...nodeIds.filter((id) => id !== leader)];
    const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }));
    const admin = patientClient(this.connection, 'lesson-topics').admin();
    await admin.connect();
    const replicaAssignment = [{ partition: 0, replicas }];
    await admin.createTopics({
      topics: [{ topic, replicaAssignment, configEntries }],
      timeout: 30_000,
      waitForLeaders: false,
    });
    await admin.disconnect();
    await this.until(topic, ({ isr }) => isr.length === nodeIds.length);
    return topic;
  }

  /** Freezes, thaws, kills or starts brokers, one after the other. */
  async order(does: NodeOrder, ids: readonly NodeId[]): Promise<void> {
    for (const id of ids) await this.#cluster.order(id, does);
  }

  /** The leader of the topic's partition and its replicas in sync, as the quickest of the brokers that are up says. */
  async look(topic: string): Promise<PartitionView> {
    const found = await partitionSeenBy(this.#cluster.up, { topic });
    if (!found) throw new Error(`There is no topic ${topic}.`);
    return found;
  }

  /** Resolves when `is` holds for the topic's partition. */
  async until(topic: string, is: (partition: PartitionView) => boolean): Promise<void> {
    const holds = async (): Promise<boolean> => {
      const found = await partitionSeenBy(this.#cluster.up, { topic });
      return found !== undefined && is(found);
    };
    await eventually(holds, { ...patience, describe: text.live.replicasToBe(topic) });
  }

  /** Resolves when the log of the leader, confirmed or not, holds `count` records. */
  async untilLogHolds(topic: string, count: number): Promise<void> {
    const { leader } = await this.look(topic);
    const { address = '' } = this.#cluster.nodes.find(({ id }) => id === leader) ?? {};
    await eventually(async () => (await askBroker(address, findLogEnd(topic, 0))) === count, {
      ...patience,
      describe: text.live.logToHold(count, topic),
    });
  }

  /** The values that stand in the topic. */
  async values(topic: string): Promise<string[]> {
    return readValues(topic, 'committed', this.connection);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cluster[Symbol.asyncDispose]();
  }
}
