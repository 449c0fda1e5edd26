// Removes what runs left on the broker: topics and groups, known by how their names begin. It is housekeeping beside the
// work: slow or failed removal never changes a verdict.
import type { Admin } from 'kafkajs';
import type { Connection } from '../kafka/connection.ts';
import { deleteTopics } from '../lab/broker/sweep.ts';
import { isStale } from './run-prefix.ts';
import { patientClient } from '../kafka/client.ts';
import { Cluster } from '../kafka/cluster.ts';
import { removeMembers } from '../kafka/groups.ts';

export class RunLeftovers implements AsyncDisposable {
  readonly #connection: Connection;
  #prefixes: string[] = [];
  #removing: Promise<void> = Promise.resolve();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Notes a run that is over; what it left is removed soon. */
  add(prefix: string): void {
    this.#prefixes.push(prefix);
    if (this.#prefixes.length >= batch) void this.#remove();
  }

  /** Removes everything that is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#remove();
  }

  #remove(): Promise<void> {
    const prefixes = this.#prefixes.splice(0);
    const before = this.#removing;
    this.#removing = before.then(() => removeBy(this.#connection, prefixes)).catch(() => undefined);
    return this.#removing;
  }
}

// Deleting is work for the broker that the next run would wait for, so it is done now and then.
const batch = 20;
const clientId = 'workbook-clean-up';

async function removeBy(connection: Connection, prefixes: readonly string[]): Promise<void> {
  if (prefixes.length === 0) return;
  const admin = patientClient(connection, clientId).admin();
  const cluster = new Cluster(connection, clientId);
  await Promise.all([admin.connect(), cluster.connect()]);
  try {
    const ours = (name: string): boolean => prefixes.some((prefix) => name.startsWith(`${prefix}-`)) || isStale(name);
    await Promise.allSettled([removeGroups(admin, cluster, ours), removeTopics(admin, ours)]);
  } finally {
    await Promise.allSettled([admin.disconnect(), cluster[Symbol.asyncDispose]()]);
  }
}

async function removeTopics(admin: Admin, ours: (name: string) => boolean): Promise<void> {
  const topics = (await admin.listTopics()).filter(ours);
  await deleteTopics(admin, topics);
}

// The members died with their process, but the broker counts them in until their session ends: they leave by our hand.
async function removeGroups(admin: Admin, cluster: Cluster, ours: (name: string) => boolean): Promise<void> {
  const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(ours);
  if (groups.length === 0) return;
  for (const groupId of groups) await removeMembers(cluster, groupId).catch(() => undefined);
  await admin.deleteGroups(groups);
}
