import type { Admin } from 'kafkajs';
import { learnerPrefix } from '../../grading/run-prefix.ts';
import { patientClient } from '../../kafka/client.ts';
import { eventually } from '../../testkit/eventually.ts';
import { Observer } from '../../testkit/observer.ts';
import { lookText } from '../../text/words.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';
import { groupLines, nameLines, topicLines, type GroupSeen, type TopicSeen } from './peek-lines.ts';

export interface PeekArgs {
  /** A topic's or group's name, or a part of it; without it what there is. */
  readonly name?: string | undefined;
  /** So many of the newest records of a partition. */
  readonly records: number;
  readonly broker: WantedSource;
}

/** What is on the broker: names, or a topic's records and offsets, or a group's members and lag. It leaves no trace there. */
export async function peek(context: Context, { name, records, broker: source }: PeekArgs): Promise<ExitCode> {
  const { output } = context;
  await using broker = await obtainBroker(context, source);
  const admin = patientClient(broker.connection, 'workbook-peek').admin();
  await admin.connect();
  try {
    await using observer = new Observer(broker.connection);
    await observer.connect();
    const found = await findNames(admin, name);
    // One after the other: the observer reads the cluster's metadata anew for each.
    const topics: TopicSeen[] = [];
    for (const topic of found.topics) topics.push(await seeTopic(admin, observer, topic));
    const groups: GroupSeen[] = [];
    for (const group of found.groups) groups.push(await seeGroup(admin, observer, group));
    output.data({ topics, groups });
    const lines =
      name === undefined
        ? nameLines(topics, groups, output)
        : [
            ...topics.flatMap((topic) => topicLines(topic, records, output)),
            ...groups.flatMap((group) => groupLines(group, output)),
          ];
    for (const line of lines) output.print(line);
    return 0;
  } finally {
    await admin.disconnect();
  }
}

interface Names {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

// Without a name all of this learner's; with one what is called so, else what has it in its name, of the newest run that does.
async function findNames(admin: Admin, name: string | undefined): Promise<Names> {
  const [topics, { groups }] = await Promise.all([admin.listTopics(), admin.listGroups()]);
  const all = { topics, groups: groups.map(({ groupId }) => groupId) };
  if (name === undefined) return pick(all, (each) => each.startsWith(learnerPrefix()));
  const exact = pick(all, (each) => each === name);
  if (exact.topics.length + exact.groups.length > 0) return exact;
  const near = [...all.topics, ...all.groups].filter((each) => each.includes(name) && each.startsWith(learnerPrefix()));
  const newest = near.toSorted().at(-1);
  if (newest === undefined) {
    throw new WorkbookError(lookText.nothingCalled(name), { next: lookText.nothingCalledNext, fault: 'usage' });
  }
  return pick(all, (each) => each === newest);
}

const pick = ({ topics, groups }: Names, isWanted: (name: string) => boolean): Names => ({
  topics: topics.filter(isWanted).toSorted(),
  groups: groups.filter(isWanted).toSorted(),
});

async function seeTopic(admin: Admin, observer: Observer, name: string): Promise<TopicSeen> {
  const offsets = await admin.fetchTopicOffsets(name);
  // The first question after connect() may find no broker in the client's own list, which that question brings up to date.
  const records = await eventually(() => observer.records(name, { isolation: 'uncommitted' }), {
    describe: lookText.recordsOf(name),
    within: 10_000,
  });
  const partitions = offsets
    .map(({ partition, low, high }) => ({ partition, first: low, next: high }))
    .toSorted((one, other) => one.partition - other.partition);
  return {
    name,
    partitions,
    records: records.map(({ partition, offset, timestamp, key, value, headers, aborted }) => ({
      partition,
      offset,
      time: new Date(timestamp).toISOString(),
      key,
      value,
      headers,
      aborted,
    })),
  };
}

async function seeGroup(admin: Admin, observer: Observer, name: string): Promise<GroupSeen> {
  const { state, members } = await observer.group(name);
  const committed = await admin.fetchOffsets({ groupId: name });
  const assigned = members.flatMap(({ assignment }) => Object.keys(assignment));
  const topics = [...new Set([...committed.map(({ topic }) => topic), ...assigned])].toSorted();
  const places: GroupSeen['places'][number][] = [];
  for (const topic of topics) {
    const ends = await admin.fetchTopicOffsets(topic);
    const own = await observer.committed(name, topic);
    places.push(...ends.map((end) => placeOf(topic, end, own[end.partition])));
  }
  return {
    name,
    state,
    members: members.map(({ clientId, assignment }) => ({ clientId, assignment })),
    places: places.toSorted((one, other) => one.partition - other.partition),
  };
}

type End = Awaited<ReturnType<Admin['fetchTopicOffsets']>>[number];

function placeOf(topic: string, { partition, low, high }: End, committed: number | undefined) {
  return { topic, partition, committed: committed ?? null, next: high, lag: Number(high) - (committed ?? Number(low)) };
}
