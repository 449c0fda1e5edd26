import { expect, it } from 'vitest';
import { matcher } from './matcher.ts';
import { RecordLog, type LoggedRecord } from './record-log.ts';

const record = (offset: number, key: string | null, value: string | null, header = 'none'): LoggedRecord => ({
  topic: 'orders',
  partition: 0,
  offset,
  timestamp: 0,
  key,
  value,
  headers: [['source', header]],
  size: 1,
  producerId: -1,
  outcome: 'plain',
});

const records = [record(7, 'Anna', 'order 12'), record(12, null, null), record(13, 'bert', 'ANNA', 'web')];

it.for([
  ['anna', [7, 13]],
  ['key:anna', [7]],
  ['value: anna', [13]],
  ['12', [7, 12]],
  ['offset:12', [12]],
  ['web', [13]],
  ['  ', []],
  ['key:', []],
] as const)('%j finds the records at %j', ([query, offsets]) => {
  expect(records.filter(matcher(query)).map(({ offset }) => offset)).toEqual(offsets);
});

it('one goes from match to match, in both directions, and from the last to the first', () => {
  const log = new RecordLog();
  for (const each of records) log.add(each);
  const from = (place: number, back = false) => log.find('orders', matcher('anna'), { from: place, back });
  expect([from(-1), from(0), from(2), from(2, true), from(0, true)].map(({ place, at }) => [place, at])).toEqual([
    [0, 1],
    [2, 2],
    [0, 1],
    [0, 1],
    [2, 2],
  ]);
  expect(log.find(undefined, matcher('nobody'), { from: -1, back: false })).toMatchObject({
    place: undefined,
    matches: 0,
  });
});
