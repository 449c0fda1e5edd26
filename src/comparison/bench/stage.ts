// The broker of a benchmark: topics come and go with each run, and what a program says is held against what is there.
import type { Admin } from 'kafkajs';
import type { Broker } from '../../lab/broker/broker.ts';
import { connectionEnv } from '../features/stage.ts';
import { eventually } from '../../testkit/eventually.ts';
import { patientClient } from '../../kafka/client.ts';
import { text } from './words.ts';

export class Stage implements AsyncDisposable {
  /** The contract's environment: what is set for another broker does not reach the programs. */
  readonly env: Readonly<Record<string, string>>;
  readonly bootstrapServers: string;
  readonly #admin: Admin;

  private constructor(broker: Broker, admin: Admin) {
    this.env = connectionEnv(broker.connection);
    this.bootstrapServers = broker.connection.brokers.join(',');
    this.#admin = admin;
  }

  static async open(broker: Broker): Promise<Stage> {
    const admin = patientClient(broker.connection, 'workbook-bench').admin();
    await admin.connect();
    return new Stage(broker, admin);
  }

  /** Makes a topic and waits until every partition answers: a leader that is named is not yet one that serves. */
  async createTopic(topic: string, partitions: number): Promise<void> {
    await this.#admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true });
    await this.count(topic);
  }

  /** Housekeeping: a topic that stays, because the broker is busy, disturbs no later run. */
  async deleteTopic(topic: string): Promise<void> {
    await this.#admin.deleteTopics({ topics: [topic] }).catch(() => undefined);
  }

  /** Records in the topic, by its offsets. */
  async count(topic: string): Promise<number> {
    const offsets = await eventually(async () => this.#admin.fetchTopicOffsets(topic), {
      within: 30_000,
      describe: text.offsetsOf(topic),
    });
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#admin.disconnect();
  }
}
