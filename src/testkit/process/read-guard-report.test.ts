import { expect, test } from 'vitest';
import { guardMark } from './guard-limits.ts';
import { readGuardReport } from './read-guard-report.ts';

test('the guard’s own report is read', () => {
  const report = { kind: 'stuck', seconds: 3, url: 'file:///mine.ts', line: 4 };
  expect(readGuardReport(guardMark + JSON.stringify(report))).toEqual(report);
});

test.for(['', 'not json', 'null', '[]', '{"kind":"passed"}', '{"kind":"memory","megabytes":"all"}'])(
  'a forged report is no report: %s',
  (text) => {
    expect(readGuardReport(guardMark + text)).toBeUndefined();
  },
);

test('a line without the mark is no report', () => {
  expect(readGuardReport('{"kind":"memory","megabytes":1}')).toBeUndefined();
});
