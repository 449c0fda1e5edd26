// How `peek` shows what it saw. All of it pure.
import { lookText as words } from '../../text/words.ts';
import { renderTable } from '../../text/terminal-table.ts';
import type { Paint } from '../../text/style.ts';

export interface TopicSeen {
  readonly name: string;
  readonly partitions: readonly { readonly partition: number; readonly first: string; readonly next: string }[];
  readonly records: readonly RecordSeen[];
}

export interface RecordSeen {
  readonly partition: number;
  readonly offset: number;
  readonly time: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly aborted: boolean;
}

export interface GroupSeen {
  readonly name: string;
  readonly state: string;
  readonly members: readonly {
    readonly clientId: string;
    readonly assignment: Readonly<Record<string, readonly number[]>>;
  }[];
  readonly places: readonly {
    readonly topic: string;
    readonly partition: number;
    /** Null where nothing was committed: the lag is then what stands in the partition. */
    readonly committed: number | null;
    readonly next: string;
    readonly lag: number;
  }[];
}

interface Look {
  readonly columns: number;
  readonly paint: Paint;
}

/** Longer values are cut here: what is wrong with a record is seen at its beginning, and --json has all of it. */
const shownLetters = 200;

/** All topics and groups, a line each. */
export function nameLines(topics: readonly TopicSeen[], groups: readonly GroupSeen[], look: Look): string[] {
  if (topics.length + groups.length === 0) return [words.nothing];
  const rows = [
    ...topics.map(({ name, records, partitions }) => [
      words.topic,
      name,
      words.records(records.length, partitions.length),
    ]),
    ...groups.map(({ name, state, members, places }) => [
      words.group,
      name,
      words.members(
        state,
        members.length,
        places.reduce((sum, { lag }) => sum + lag, 0),
      ),
    ]),
  ];
  return table(words.nameHeads, rows, look);
}

/** A topic's partitions, and the newest records of each. */
export function topicLines({ name, partitions, records }: TopicSeen, most: number, look: Look): string[] {
  const shown = partitions.flatMap(({ partition }) =>
    records.filter((each) => each.partition === partition).slice(-most),
  );
  const places = partitions.map(({ partition, first, next }) => [String(partition), first, next]);
  const left = records.length - shown.length;
  return [
    look.paint('bold', `${words.topic} ${name}`),
    ...table(words.partitionHeads, places, look),
    '',
    ...(shown.length > 0 ? table(words.recordHeads, shown.map(recordRow), look) : [words.empty]),
    ...(left > 0 ? [look.paint('dim', words.left(left))] : []),
  ];
}

/** A group's members, and how far it is in each partition. */
export function groupLines({ name, state, members, places }: GroupSeen, look: Look): string[] {
  const rows = places.map(({ topic, partition, committed, next, lag }) => [
    topic,
    String(partition),
    committed === null ? words.none : String(committed),
    next,
    String(lag),
  ]);
  return [
    look.paint('bold', `${words.group} ${name}: ${state}`),
    ...members.map(({ clientId, assignment }) => words.member(clientId, assignmentOf(assignment))),
    ...(rows.length > 0 ? table(words.lagHeads, rows, look) : [words.noCommit]),
  ];
}

function recordRow({ partition, offset, time, key, value, headers, aborted }: RecordSeen): string[] {
  const named = Object.entries(headers).map(([name, header]) => `${name}=${header ?? words.none}`);
  const what = aborted ? `${textOf(value)} ${words.aborted}` : textOf(value);
  return [String(partition), String(offset), time, textOf(key), what, named.join(' ')];
}

// As JSON text: what is empty, what is not there, and what a terminal would take for an order can be told apart.
function textOf(text: string | null): string {
  if (text === null) return words.none;
  return text.length > shownLetters ? `${JSON.stringify(text.slice(0, shownLetters))}…` : JSON.stringify(text);
}

const assignmentOf = (assignment: Readonly<Record<string, readonly number[]>>): string =>
  Object.entries(assignment)
    .map(([topic, partitions]) => `${topic} ${partitions.join(', ') || words.none}`)
    .join('; ');

function table(heads: readonly string[], rows: readonly (readonly string[])[], { columns, paint }: Look): string[] {
  return renderTable([heads.map((head) => paint('bold', head)), ...rows], columns);
}
