import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newestBench, newestMatrix } from './results.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbook-results-'));
afterAll(() => rmSync(folder, { recursive: true }));

const turn = { workload: 'produce-1kb', client: 'node-kafkajs', style: 'fast', round: 1, version: '2.2.4' };
const bench = {
  kind: 'bench',
  date: '2026-11-28',
  kafka: '4.4.0',
  machine: { cores: 2, processor: 'Some CPU', load: 0 },
  workloads: [
    { name: 'latency-1kb', title: 'End to end', rate: 1_000 },
    { name: 'produce-1kb', title: 'Produce 1 KB', rate: 0, acks: 'all' },
  ],
  runs: [
    { ...turn, outcome: { kind: 'measured', records: 500, seconds: 2 } },
    { ...turn, round: 2, outcome: { kind: 'failed', reason: 'it hung up' } },
  ],
};
const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content));

test('of the benchmarks the newest whole one counts, and of its runs those that were measured', () => {
  write('bench-2026-11-27.json', { ...bench, date: '2026-11-27' });
  write('bench-2026-11-28.json', bench);
  write('quick-bench-2026-11-29.json', { ...bench, date: '2026-11-29' });
  const { version: _, ...measured } = turn;
  expect(newestBench(folder)).toEqual({
    date: '2026-11-28',
    kafka: '4.4.0',
    machine: '2 cores, Some CPU',
    workloads: { 'produce-1kb': 'Produce 1 KB' },
    turns: [{ ...measured, perSecond: 250 }],
  });
});

test('there may be no result, and no folder', () => {
  expect(newestMatrix(folder)).toBeUndefined();
  expect(newestBench(join(folder, 'nowhere'))).toBeUndefined();
});

test('a broken result is named', () => {
  write('matrix-2026-11-28.json', { cells: [] });
  expect(() => newestMatrix(folder)).toThrow('The result file benchmarks/results/matrix-2026-11-28.json is broken.');
});

test("the project's own matrix has a proof, and what it took, for a client's codec", () => {
  const cells = newestMatrix()?.cells ?? [];
  expect(cells.find(({ client, feature }) => client === 'node-kafkajs' && feature === 'lz4')).toMatchObject({
    outcome: 'works-with-extra',
    evidence: expect.stringContaining('lz4 in the log'),
    extra: [expect.stringContaining('lz4')],
  });
});
