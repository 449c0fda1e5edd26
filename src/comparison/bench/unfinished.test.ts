import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Contestant, Turn } from './contestant.ts';
import { planTurns } from './plan.ts';
import { benchResultSchema, type BenchRun } from './result.ts';
import { forgetUnfinished, keepUnfinished, keptRuns, readUnfinished, turnsLeft, whyAnother } from './unfinished.ts';
import { loadWorkloads } from './workload.ts';

const root = mkdtempSync(join(tmpdir(), 'unfinished '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const workloads = loadWorkloads().filter(({ name }) => name === 'produce-100b' || name === 'latency-1kb');

const contestant = (name: string): Contestant => ({
  name,
  serves: () => true,
  take: async () => Promise.reject(new Error('not in this test')),
});

const turns = planTurns(workloads, [contestant('a'), contestant('b')], 2);

const ran = (
  { workload, contestant: { name }, style, round }: Turn,
  kind: 'failed' | 'not-run' = 'failed',
): BenchRun => ({
  workload: workload.name,
  client: name,
  style,
  round,
  outcome: { kind, reason: 'x' },
});

const unfinished = (runs: readonly BenchRun[] = []) => ({
  clients: ['a', 'b'],
  rounds: 2,
  broker: null,
  result: benchResultSchema.parse({
    formatVersion: 1,
    kind: 'bench',
    date: '2026-11-22',
    quick: false,
    complete: false,
    machine: { cores: 2, processor: 'x', memoryGB: 8, system: 'Linux', node: '24', load: 0 },
    kafka: '4.4.0',
    broker: 'one',
    workloads,
    runs,
  }),
});

it('what is left are the turns that no run is of, with a warm-up for each workload that is not done', () => {
  const counted = turns.filter(({ round }) => round > 0);
  const first = counted.filter(({ workload }) => workload === workloads[0]);
  expect(turnsLeft(turns, [])).toEqual(turns);
  const left = turnsLeft(
    turns,
    first.map((turn) => ran(turn)),
  );
  expect(left.map(({ workload }) => workload.name)).not.toContain(workloads[0]?.name);
  expect(left[0]).toMatchObject({ round: 0 });
  const [one] = counted;
  expect(turnsLeft(turns, [ran(one!)])).toEqual(turns.filter((turn) => turn !== one));
  expect(
    turnsLeft(
      turns,
      counted.map((turn) => ran(turn)),
    ),
  ).toEqual([]);
});

it('a client that could not run is tried again, one that failed is not', () => {
  const [, one, other] = turns;
  expect(keptRuns([ran(one!), ran(other!, 'not-run')])).toEqual([ran(one!)]);
});

it('what was kept is read again until it is forgotten, and nothing is made of a broken file', async () => {
  const file = join(root, 'deep', 'unfinished.json');
  await expect(readUnfinished(file)).rejects.toThrow('There is no interrupted benchmark to go on with.');
  const kept = unfinished([ran(turns[1]!)]);
  await keepUnfinished(kept, file);
  expect(await readUnfinished(file)).toEqual(kept);
  writeFileSync(file, '{"clients": [');
  await expect(readUnfinished(file)).rejects.toThrow('There is no interrupted benchmark to go on with.');
  await forgetUnfinished(file);
  await forgetUnfinished(file);
});

it('another benchmark than the one that was begun is told by what differs; a busier machine is the same', () => {
  const begun = unfinished();
  const busier = { ...begun, result: { ...begun.result, machine: { ...begun.result.machine, load: 3 } } };
  expect(whyAnother(begun, busier)).toBeUndefined();
  const [first] = workloads;
  const changed = { ...begun, rounds: 5, result: { ...begun.result, workloads: [first!] } };
  expect(whyAnother(begun, changed)).toBe(
    'The interrupted benchmark was another one: it differs in its rounds and its workloads.',
  );
});
