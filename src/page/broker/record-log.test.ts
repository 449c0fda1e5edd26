import { expect, it } from 'vitest';
import { RecordLog, type LoggedRecord, type Outcome } from './record-log.ts';

it('keeps the newest records and their places', () => {
  const log = new RecordLog({ records: 3, bytes: Infinity });
  for (let offset = 0; offset < 5000; offset++) log.add(record(offset));
  expect(log.extent()).toEqual({ start: 4997, end: 5000 });
  expect(log.slice(undefined, 0, 10).map(({ offset }) => offset)).toEqual([4997, 4998, 4999]);
  expect(log.slice('orders', 4998, 1).map(({ offset }) => offset)).toEqual([4998]);
});

it('counts places by topic, and drops the oldest of all topics first', () => {
  const log = new RecordLog({ records: 3, bytes: Infinity });
  for (const [offset, topic] of ['a', 'b', 'a', 'b'].entries()) log.add(record(offset, { topic }));
  expect(log.extent('a')).toEqual({ start: 1, end: 2 });
  expect(log.extent('b')).toEqual({ start: 0, end: 2 });
  expect(log.extent('never seen')).toEqual({ start: 0, end: 0 });
});

it('stays within its memory', () => {
  const log = new RecordLog({ records: Infinity, bytes: 100_000 });
  for (let offset = 0; offset < 1000; offset++) log.add(record(offset, { value: 'x'.repeat(1000) }));
  const { start, end } = log.extent();
  expect(end - start).toBe(83);
});

it('a marker settles the records of its producer in its partition', () => {
  const log = new RecordLog();
  log.add(record(0, { outcome: 'open', producerId: 7 }));
  log.add(record(1, { outcome: 'open', producerId: 8 }));
  log.add(record(0, { outcome: 'open', producerId: 7, partition: 1 }));
  log.add(record(2, { outcome: 'abort', producerId: 7 }));
  log.add(record(3, { outcome: 'commit', producerId: 8 }));
  const outcomes = log.slice(undefined, 0, 9).map(({ outcome }) => outcome);
  expect(outcomes).toEqual<Outcome[]>(['aborted', 'committed', 'open', 'abort', 'commit']);
});

function record(offset: number, rest: Partial<LoggedRecord> = {}): LoggedRecord {
  const plain = { topic: 'orders', partition: 0, timestamp: 0, key: null, value: null, headers: [], size: 0 };
  return { ...plain, offset, producerId: -1, outcome: 'plain', ...rest };
}
