// What the programs of lessons import as `#lesson`: a broker, names of their own on it, and broken brokers to look at.
import type { Message } from 'kafkajs';
import { patientClient } from '../kafka/client.ts';
import { Cluster } from '../kafka/cluster.ts';
import { removeMembers } from '../kafka/groups.ts';
import { eventually } from '../testkit/eventually.ts';
import { connection } from './connection.ts';
import { uniqueTopic } from './unique-topic.ts';
import { text } from './words.ts';

export { connection } from './connection.ts';
export { openFrontDoor, openSideDoor } from './doors.ts';
export { openCluster, type LessonCluster } from './lesson-cluster.ts';
export { readValues } from './read-values.ts';
export { uniqueTopic } from './unique-topic.ts';
export { eventually } from '../testkit/eventually.ts';
export { deadAddress, silentServer, unknownAddress } from '../lab/door/silent-server.ts';

export interface TopicOptions {
  /** 1 where not said. */
  readonly partitions?: number;
  /** Settings of the topic, such as `{ 'max.message.bytes': '1000' }`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Records that stand in it from the beginning. */
  readonly records?: Message[];
}

/** Makes a topic that no other run uses, waits until it takes records, and removes it at the program's end. Resolves with its name. */
export async function newTopic(
  name: string,
  { partitions = 1, config = {}, records = [] }: TopicOptions = {},
): Promise<string> {
  const topic = uniqueTopic(name);
  const admin = patientClient(connection(), 'lesson-topics').admin();
  await admin.connect();
  const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions, configEntries }],
    timeout: 30_000,
    waitForLeaders: false,
  });
  await eventually(() => admin.fetchTopicOffsets(topic), { describe: text.live.takesRecords(topic), within: 30_000 });
  await admin.disconnect();
  atEnd(() => removeTopic(topic));
  if (records.length > 0) await write(topic, records);
  return topic;
}

/** The name of a group that no other run uses; the group is removed at the program's end. */
export function newGroup(name: string): string {
  const groupId = uniqueTopic(name);
  atEnd(() => removeGroup(groupId));
  return groupId;
}

/** How many records stand in the topic, by its partitions' first and last offsets. */
export async function countRecords(topic: string): Promise<number> {
  const admin = patientClient(connection(), 'lesson-counts').admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
}

/** Milliseconds that the work takes, rounded, such as `134 ms`. */
export async function took(work: () => Promise<unknown>): Promise<string> {
  const start = performance.now();
  await work();
  return `${Math.round(performance.now() - start)} ms`;
}

async function write(topic: string, messages: Message[]): Promise<void> {
  const producer = patientClient(connection(), 'lesson-topics').producer();
  await producer.connect();
  await producer.send({ topic, messages });
  await producer.disconnect();
}

async function removeTopic(topic: string): Promise<void> {
  const admin = patientClient(connection(), 'lesson-topics').admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await eventually(async () => !(await admin.listTopics()).includes(topic), { describe: text.live.gone(topic) });
  await admin.disconnect();
}

// A member that was killed, which is what some lessons show, counts as one until its session ends: it leaves by our hand.
async function removeGroup(groupId: string): Promise<void> {
  const admin = patientClient(connection(), 'lesson-groups').admin();
  await using cluster = new Cluster(connection(), 'lesson-groups');
  await admin.connect();
  try {
    const { groups } = await admin.listGroups();
    if (!groups.some((group) => group.groupId === groupId)) return;
    await removeMembers(cluster, groupId);
    await admin.deleteGroups([groupId]);
  } finally {
    await admin.disconnect();
  }
}

const waiting: (() => Promise<void>)[] = [];

// Not at a signal, as notebooks do: lessons have programs that show what a signal does.
function atEnd(work: () => Promise<void>): void {
  if (waiting.length === 0) process.once('beforeExit', () => void tidyUp());
  waiting.push(work);
}

// Newest first: a group goes before its topic.
async function tidyUp(): Promise<void> {
  for (const work of waiting.splice(0).toReversed()) await work();
}
