// Groups as the page shows them, and what changed between two looks at them. Pure.
import type { ObservedGroup, ObservedMember } from '../../kafka/groups.ts';

export interface GroupPartition {
  readonly topic: string;
  readonly partition: number;
  /** Letter of the member that reads it; undefined where nobody does. */
  readonly owner: string | undefined;
  /** The offset to go on from; undefined where none was committed. */
  readonly committed: number | undefined;
  readonly low: number;
  readonly high: number;
  /** Records after the committed offset, markers of transactions included. */
  readonly lag: number;
}

export interface GroupMember {
  readonly id: string;
  readonly clientId: string;
  readonly host: string;
  /** A, B, C in the order in which members were first seen. */
  readonly letter: string;
}

export interface GroupChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: 'joined' | 'left' | 'moved' | 'state';
  /** Letter of the member, or the new state. */
  readonly who: string;
  /** For `moved`. */
  readonly partition?: { readonly topic: string; readonly number: number };
}

export interface GroupState {
  readonly id: string;
  /** `Stable`, `PreparingRebalance`, `CompletingRebalance`, `Empty`, `Dead`. */
  readonly state: string;
  readonly assignor: string;
  readonly members: readonly GroupMember[];
  readonly partitions: readonly GroupPartition[];
  /** Newest first. */
  readonly changes: readonly GroupChange[];
  /** Letter of every member ever seen, by its id. */
  readonly letters: Readonly<Record<string, string>>;
}

/** What was read of a group in one look. */
export interface GroupLook {
  readonly group: ObservedGroup;
  /** Committed offsets of all its topics. */
  readonly committed: readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];
}

export interface PartitionEnds {
  readonly low: number;
  readonly high: number;
}

const keptChanges = 30;

/** The group after another look at it; `ends` knows where the partitions begin and end. */
export function nextGroupState(
  before: GroupState | undefined,
  { group, committed }: GroupLook,
  ends: (topic: string, partition: number) => PartitionEnds,
  at: number,
): GroupState {
  const letters = lettersFor(before?.letters ?? {}, group.members);
  const members = group.members
    .map(({ id, clientId, host }) => ({ id, clientId, host, letter: letters[id] ?? '?' }))
    .toSorted((a, b) => a.letter.localeCompare(b.letter, 'en', { numeric: true }));
  const after = {
    id: group.id,
    state: group.state,
    assignor: group.assignor,
    members,
    partitions: partitionsOf(group, committed, letters, ends),
    letters,
  };
  const changes = [...changesBetween(before, after, at), ...(before?.changes ?? [])].slice(0, keptChanges);
  return { ...after, changes };
}

function lettersFor(known: Readonly<Record<string, string>>, members: readonly ObservedMember[]) {
  const letters: Record<string, string> = { ...known };
  for (const { id } of members) letters[id] ??= letterAt(Object.keys(letters).length);
  return letters;
}

/** A to Z, then A2, B2 and so on. */
function letterAt(index: number): string {
  const round = Math.floor(index / 26);
  return String.fromCharCode(65 + (index % 26)) + (round ? String(round + 1) : '');
}

function partitionsOf(
  { members }: ObservedGroup,
  committed: GroupLook['committed'],
  letters: Readonly<Record<string, string>>,
  ends: (topic: string, partition: number) => PartitionEnds,
): GroupPartition[] {
  const owners = new Map<string, string | undefined>(
    members.flatMap(({ id, assignment }) =>
      Object.entries(assignment).flatMap(([topic, own]) =>
        own.map((each) => [`${topic} ${each}`, letters[id]] as const),
      ),
    ),
  );
  const offsets = new Map<string, number>(
    committed.map(({ topic, partition, offset }) => [`${topic} ${partition}`, offset]),
  );
  return [...new Set([...owners.keys(), ...offsets.keys()])]
    .map((key) => {
      const [topic = '', number] = key.split(' ');
      const partition = Number(number);
      const { low, high } = ends(topic, partition);
      const offset = offsets.get(key);
      return {
        topic,
        partition,
        owner: owners.get(key),
        committed: offset,
        low,
        high,
        lag: Math.max(0, high - (offset ?? low)),
      };
    })
    .toSorted((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}

type Seen = Pick<GroupState, 'state' | 'members' | 'partitions'>;

function changesBetween(before: Seen | undefined, after: Seen, at: number): GroupChange[] {
  if (!before) return [];
  const had = new Set(before.members.map(({ letter }) => letter));
  const has = new Set(after.members.map(({ letter }) => letter));
  const owned = new Map(before.partitions.map((each) => [nameOf(each), each.owner]));
  const moved = after.partitions.filter((each) => each.owner !== undefined && owned.get(nameOf(each)) !== each.owner);
  return [
    ...moved.map((each): GroupChange => ({ at, kind: 'moved', who: each.owner ?? '', partition: placeOf(each) })),
    ...[...has].filter((letter) => !had.has(letter)).map((who): GroupChange => ({ at, kind: 'joined', who })),
    ...[...had].filter((letter) => !has.has(letter)).map((who): GroupChange => ({ at, kind: 'left', who })),
    ...(before.state === after.state ? [] : [{ at, kind: 'state' as const, who: after.state }]),
  ];
}

const placeOf = ({ topic, partition }: GroupPartition) => ({ topic, number: partition });

const nameOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}-${partition}`;
