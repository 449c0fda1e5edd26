// Removes from a broker what a graded run made there.
import type { Admin } from 'kafkajs';
import type { Connection } from './broker.ts';
import { kafkaClient } from '../../kafka/kafka-client.ts';

export interface Removed {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
  /** What could not be removed: groups that still have members. */
  readonly kept: readonly string[];
}

const mostTries = 3;

/**
 * Removes every topic and every consumer group whose name begins with the prefix, on any cluster that allows it.
 * Throws kafkajs' error where the broker does not answer or forbids it, and for an empty prefix, which would mean everything.
 */
export async function removeByPrefix(connection: Connection, prefix: string): Promise<Removed> {
  if (prefix === '') throw new Error('a prefix of what to remove must not be empty');
  const admin = kafkaClient(connection, { retries: 3 }).admin();
  await admin.connect();
  try {
    const [topics, groups] = await Promise.all([removeTopics(admin, prefix), removeGroups(admin, prefix)]);
    return { topics, ...groups };
  } finally {
    await admin.disconnect();
  }
}

async function removeTopics(admin: Admin, prefix: string): Promise<string[]> {
  const topics = await topicsOf(admin, prefix);
  let left = topics;
  for (let tried = 1; left.length > 0; tried += 1) {
    try {
      return (await deleteTopics(admin, left)) ? topics : [];
    } catch (error) {
      // One that somebody else has removed meanwhile makes kafkajs reject, though the broker removes the others: what
      // is still there says whether anything went wrong.
      left = await topicsOf(admin, prefix);
      if (left.length > 0 && tried === mostTries) throw error;
    }
  }
  return topics;
}

/**
 * Deletes topics, which may be none; false where the broker refuses to delete any, as the workbook's own does on Windows:
 * there they go when it ends.
 */
export async function deleteTopics(admin: Pick<Admin, 'deleteTopics'>, topics: string[]): Promise<boolean> {
  try {
    if (topics.length > 0) await admin.deleteTopics({ topics });
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/**
 * Whether a broker refused to delete topics at all: TOPIC_DELETION_DISABLED (73), or INVALID_REQUEST (42) for a client
 * that speaks an old version of the request, as kafkajs does. Both clients give the number.
 */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 73 || error.code === 42);
}

const topicsOf = async (admin: Admin, prefix: string): Promise<string[]> =>
  (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));

async function removeGroups(admin: Admin, prefix: string): Promise<{ groups: string[]; kept: string[] }> {
  const { groups: all } = await admin.listGroups();
  const ids = all.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith(prefix));
  if (ids.length === 0) return { groups: [], kept: [] };
  // kafkajs rejects when a single one cannot be deleted: what is still listed afterwards is what was kept.
  await admin.deleteGroups(ids).catch(() => undefined);
  const left = new Set((await admin.listGroups()).groups.map(({ groupId }) => groupId));
  return { groups: ids.filter((each) => !left.has(each)), kept: ids.filter((each) => left.has(each)) };
}
