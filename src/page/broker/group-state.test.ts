import { expect, it } from 'vitest';
import type { ObservedGroup } from '../../kafka/groups.ts';
import { nextGroupState, type GroupState } from './group-state.ts';

const ends = () => ({ low: 0, high: 10 });

function look(before: GroupState | undefined, members: Record<string, number[]>, offsets: number[] = []): GroupState {
  const group: ObservedGroup = {
    id: 'billing',
    state: Object.keys(members).length ? 'Stable' : 'Empty',
    assignor: 'range',
    members: Object.entries(members).map(([id, orders]) => ({ id, clientId: id, host: '', assignment: { orders } })),
  };
  const committed = offsets.map((offset, partition) => ({ topic: 'orders', partition, offset }));
  return nextGroupState(before, { group, committed }, ends, 1);
}

it('lag counts from the committed offset, and from the start where nothing was committed', () => {
  const { partitions } = look(undefined, { one: [0, 1] }, [7]);
  expect(partitions).toMatchObject([
    { partition: 0, owner: 'A', committed: 7, lag: 3 },
    { partition: 1, owner: 'A', committed: undefined, lag: 10 },
  ]);
});

it('a member that joins and the partition it takes over are told, newest first', () => {
  const after = look(look(undefined, { one: [0, 1] }), { one: [0], two: [1] });
  expect(after.changes).toEqual([
    { at: 1, kind: 'moved', who: 'B', partition: { topic: 'orders', number: 1 } },
    { at: 1, kind: 'joined', who: 'B' },
  ]);
});

it('a member keeps its letter while others come and go', () => {
  let group = look(undefined, { one: [0], two: [1] });
  group = look(group, { two: [0, 1] });
  group = look(group, { two: [0], three: [1] });
  expect(group.members.map(({ id, letter }) => [id, letter])).toEqual([
    ['two', 'B'],
    ['three', 'C'],
  ]);
  expect(group.changes.map(({ kind, who }) => `${kind} ${who}`)).toEqual(['moved C', 'joined C', 'moved B', 'left A']);
});

it('a group without members keeps what it committed', () => {
  const group = look(look(undefined, { one: [0] }), {}, [4]);
  expect(group.partitions).toMatchObject([{ partition: 0, owner: undefined, lag: 6 }]);
  expect(group.changes[0]).toMatchObject({ kind: 'left', who: 'A' });
});
