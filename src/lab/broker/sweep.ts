// Removes from a broker what a graded run made there.
import type { Admin } from 'kafkajs';
import type { Connection } from '../../kafka/connection.ts';
import { kafkaClient } from '../../kafka/client.ts';

export interface Removed {
  /** Removed by this call, and by nobody else meanwhile. */
  readonly topics: readonly string[];
  readonly groups: readonly string[];
  /** What could not be removed: groups that still have members. */
  readonly kept: readonly string[];
}

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

// One request for each: kafkajs rejects one of many topics as a whole, and does not say which of them were removed.
async function removeTopics(admin: Admin, prefix: string): Promise<string[]> {
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  const removed = await Promise.all(topics.map(async (topic) => removeTopic(admin, topic)));
  return topics.filter((_, at) => removed[at]);
}

/** False where it was gone already (somebody else removed it, or the list of topics was a moment behind), or stays. */
async function removeTopic(admin: Admin, topic: string): Promise<boolean> {
  try {
    return await deleteTopics(admin, [topic]);
  } catch (error) {
    if (isUnknownTopic(error)) return false;
    throw error;
  }
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

// Kafka's UNKNOWN_TOPIC_OR_PARTITION, INVALID_REQUEST and TOPIC_DELETION_DISABLED.
const unknownTopic = 3;
const refusals = [42, 73];

const isUnknownTopic = (error: unknown): boolean => hasCode(error, unknownTopic);

/**
 * Whether a broker refused to delete topics at all: for a client that speaks an old version of the request, as kafkajs
 * does, there is only INVALID_REQUEST. Both clients give the number.
 */
export const isRefusal = (error: unknown): boolean => hasCode(error, ...refusals);

// After its retries kafkajs hands over the broker's error as the cause of its own.
function hasCode(error: unknown, ...codes: number[]): boolean {
  const errors = error instanceof Error ? [error, error.cause] : [];
  return errors.some((each) => each instanceof Error && 'code' in each && codes.includes(Number(each.code)));
}

async function removeGroups(admin: Admin, prefix: string): Promise<{ groups: string[]; kept: string[] }> {
  const { groups: all } = await admin.listGroups();
  const ids = all.map(({ groupId }) => groupId).filter((groupId) => groupId.startsWith(prefix));
  if (ids.length === 0) return { groups: [], kept: [] };
  // kafkajs rejects when a single one cannot be deleted: what is still listed afterwards is what was kept.
  await admin.deleteGroups(ids).catch(() => undefined);
  const left = new Set((await admin.listGroups()).groups.map(({ groupId }) => groupId));
  return { groups: ids.filter((each) => !left.has(each)), kept: ids.filter((each) => left.has(each)) };
}
