import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Outcome } from '../contract/outcome.ts';
import { cellOf } from './cell-of.ts';
import { caseSets, differenceOf } from './cases.ts';
import { cellSchema } from '../results/result.ts';
import { withoutPlaces } from '../results/result-file.ts';
import { projectRoot } from '../../project.ts';

const at = { client: 'node-x', feature: 'gzip' };
const report = (said: object): Outcome => ({
  kind: 'report',
  seconds: 1.234,
  log: '',
  report: { outcome: 'works', version: '1', runtime: 'n', ...said },
});

it.each([
  ['a program’s word counts where the broker shows the same', report({}), { checked: 'seen' }, 'works'],
  ['and not where it shows something else', report({}), { against: 'it stands as none' }, 'fails'],
  ['an extra package is named', report({ extra: ['zip 1'] }), { checked: 'seen' }, 'works-with-extra'],
  ['a program’s own error is kept', report({ outcome: 'fails', error: 'no luck' }), {}, 'fails'],
  ['what is not offered has a source', report({ outcome: 'not-offered', source: 'https://x' }), {}, 'not-offered'],
  ['a program that broke the contract fails', { kind: 'broke', reason: 'printed nonsense', log: '' }, {}, 'fails'],
  ['a missing toolchain is not a failure', { kind: 'not-run', reason: 'needs go 1.26' }, {}, 'not-run'],
] as const)('%s', (_, outcome, look, expected) => {
  expect(cellSchema.parse(cellOf(at, { outcome, ...look })).outcome).toBe(expected);
});

it('a program that dies is told by its last word', () => {
  const reason = 'printed no result line and ended with code 1';
  const cell = cellOf(at, { outcome: { kind: 'broke', reason, log: 'Traceback\nModuleNotFoundError: no x\n' } });
  expect(cell).toMatchObject({ outcome: 'fails', error: `${reason}: ModuleNotFoundError: no x` });
});

it('a record is compared part by part', () => {
  const wanted = { key: 'aGk=', value: '', headers: [['a', 'AA==']] } as const;
  expect(differenceOf(wanted, wanted)).toBeUndefined();
  expect(differenceOf(wanted, undefined)).toBe('missing');
  expect(differenceOf(wanted, { ...wanted, value: null, headers: [] })).toBe(
    'value null instead of empty; headers none instead of a=0x00',
  );
});

it('no two cases of a set could be taken for each other', () => {
  for (const { cases } of caseSets)
    expect(new Set(cases.map(({ key, value, headers }) => JSON.stringify([key, value, headers]))).size).toBe(
      cases.length,
    );
});

it('a result names no place of this machine', () => {
  const here = JSON.stringify({ error: `cannot read ${join(projectRoot, 'clients', 'x')}` });
  expect(withoutPlaces(here)).toMatch(/^\{"error":"cannot read \.\/clients/);
  const windows = [['C:\\Users\\Ann (1)\\workbook', '.']] as const;
  const there = JSON.stringify([
    'c:\\Users\\Ann (1)\\workbook\\clients\\x',
    'file:///C:/Users/Ann (1)/workbook/clients/x',
  ]);
  expect(withoutPlaces(there, windows)).toBe('["./clients\\\\x","file:///./clients/x"]');
});
