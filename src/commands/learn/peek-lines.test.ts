import { expect, it } from 'vitest';
import { groupLines, nameLines, topicLines, type GroupSeen, type TopicSeen } from './peek-lines.ts';

const look = { columns: 100, paint: (_: unknown, text: string): string => text };
const record = (offset: number, value: string | null) => ({
  partition: 0,
  offset,
  time: '2026-11-30T10:00:00.000Z',
  key: null,
  value,
  headers: {},
  aborted: false,
});
const topic: TopicSeen = {
  name: 'orders',
  partitions: [{ partition: 0, first: '2', next: '6' }],
  records: [record(2, 'first one'), record(3, ''), record(4, null), { ...record(5, '\u001B[2J'), aborted: true }],
};
const group: GroupSeen = {
  name: 'invoices',
  state: 'Stable',
  members: [{ clientId: 'one', assignment: { orders: [0] } }],
  places: [
    { topic: 'orders', partition: 0, committed: 4, next: '6', lag: 2 },
    { topic: 'orders', partition: 1, committed: null, next: '3', lag: 3 },
  ],
};

it('shows the newest records, tells empty from none, and gives the terminal no orders', () => {
  const text = topicLines(topic, 3, look).join('\n');
  expect(text).toMatch(/^topic orders\n/);
  expect(text).toMatch(/\n0 +3 +\S+ +none +""\n/);
  expect(text).toMatch(/\n0 +4 +\S+ +none +none\n/);
  expect(text).toContain(String.raw`"\u001b[2J" (aborted)`);
  expect(text).not.toContain('first one');
  expect(text).toMatch(/\n1 older record is not shown/);
  expect(text).not.toContain('\u001B');
});

it('shows a group with its members and how far it is', () => {
  expect(groupLines(group, look).map((line) => line.replace(/ {2,}/g, ' '))).toEqual([
    'group invoices: Stable',
    'member one: orders 0',
    'topic partition committed next offset lag',
    expect.stringMatching(/^─/),
    'orders 0 4 6 2',
    'orders 1 none 3 3',
  ]);
});

it('names what there is, and says how to have something where there is nothing', () => {
  const lines = nameLines([topic], [group], look).map((line) => line.replace(/ {2,}/g, ' '));
  expect(lines.slice(2)).toEqual(['topic orders 4 records in 1 partition', 'group invoices Stable, 1 member, lag 5']);
  expect(nameLines([], [], look)).toEqual([expect.stringContaining('--keep')]);
});
