// The plumbing of a benchmark on a real broker: rows come from real runs, and what goes wrong is a row too.
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Broker } from '../../lab/broker/broker.ts';
import { removeByPrefix } from '../../lab/broker/sweep.ts';
import { loadClients, type Client } from '../contract/client.ts';
import type { BenchRun } from './result.ts';
import { runBench } from './run-bench.ts';
import { loadWorkloads, type Workload } from './workload.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bench '));
});
afterAll(async () => rm(root, { recursive: true, force: true, maxRetries: 5 }));

const isClient = (client: ReturnType<typeof loadClients>[number]): client is Client => !('error' in client);

let courses = 0;

/** The real kafkajs folder, and clients whose programs are the given JavaScript. */
function clients(programs: Readonly<Record<string, string>>): Client[] {
  const own = join(root, String((courses += 1)));
  for (const [name, program] of Object.entries(programs)) {
    const folder = join(own, 'clients', `node-${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.mjs'), program);
    const declared = {
      formatVersion: 1,
      language: 'node',
      client: name,
      package: 'x',
      version: '1.0.0',
      released: '2026-01-01',
      maintained: 'no',
      engine: 'none',
      needs: name === 'toolless' ? [{ tool: 'node', atLeast: '99.1' }] : [],
      build: [],
      run: ['node', 'main.mjs'],
    };
    writeFileSync(join(folder, 'client.json'), JSON.stringify(declared));
  }
  const kafkajs = loadClients().filter(({ name }) => name === 'node-kafkajs');
  return [...kafkajs, ...loadClients(own)].filter(isClient);
}

const workload = (scenario: Workload['scenario'], more: Partial<Workload>): Workload => {
  const found = loadWorkloads().find((each) => each.scenario === scenario && each.engine === undefined);
  if (!found) throw new Error(`no workload for ${scenario}`);
  return { ...found, styles: ['fast'], warmupSeconds: 0.1, seconds: 0.4, ...more };
};

interface Ends {
  /** Aborts at the first row. */
  readonly control?: AbortController;
  readonly lost?: AbortSignal;
}

async function bench(workloads: readonly Workload[], from: Client[], ends: Ends = {}): Promise<BenchRun[]> {
  const { control = new AbortController(), lost = new AbortController().signal } = ends;
  const { connection } = inject('workbook');
  const broker: Broker = {
    source: 'given',
    connection,
    clusterId: 'x',
    kafkaVersion: undefined,
    label: 'the test’s broker',
    env: {},
    lost,
    [Symbol.asyncDispose]: async () => {},
  };
  const runs: BenchRun[] = [];
  await runBench({ workloads, clients: from, tools: [], rounds: 1 }, broker, {
    signal: control.signal,
    note: () => {},
    onRun: (run) => {
      runs.push(run);
      if (ends.control) control.abort();
    },
  });
  return runs;
}

it('counts what is on the broker, and a client that dies, lies or has no tool does not stop the others', async () => {
  const lie = `console.log(JSON.stringify({ outcome: 'works', version: '1', runtime: 'n', evidence: { records: 5, seconds: 1, cpuSeconds: 1, peakRssBytes: 1 } }))`;
  const all = clients({ dies: 'process.exit(7)', lies: lie, toolless: '' });
  const runs = await bench([workload('bench-produce', {})], all);
  const outcomes = Object.fromEntries(runs.map(({ client, outcome }) => [client, outcome]));
  expect(outcomes).toMatchObject({
    'node-kafkajs': { kind: 'measured' },
    'node-dies': { kind: 'failed', reason: 'printed no result line and ended with code 7' },
    'node-lies': { kind: 'failed', reason: 'the program counted 5 records, and the broker has 0' },
    'node-toolless': { kind: 'not-run', reason: expect.stringMatching(/^needs node 99\.1/) },
  });
});

it('measures reading from one backlog, and latency with its percentiles, and leaves nothing on the broker', async () => {
  const consume = workload('bench-consume', { backlog: 20_000, warmupSeconds: 0 });
  const runs = await bench([consume, workload('latency', { rate: 100, seconds: 3 })], clients({}));
  expect(runs.map(({ outcome }) => outcome)).toMatchObject([
    { kind: 'measured', seconds: expect.any(Number) },
    { kind: 'measured', latency: { p50Ms: expect.any(Number), p999Ms: expect.any(Number) } },
  ]);
  const left = await removeByPrefix(inject('workbook').connection, `bench-${process.pid}-`);
  expect(left).toEqual({ topics: [], groups: [], kept: [] });
});

it('that is interrupted keeps what is done', async () => {
  const all = clients({ toolless: '' });
  const ended = await bench([workload('bench-produce', {})], all, { control: new AbortController() });
  expect(ended).toEqual([expect.objectContaining({ client: 'node-toolless' })]);
});

it('that loses its broker ends with the reason, and not as if it were whole', async () => {
  const lost = AbortSignal.abort(new Error('the broker has crashed'));
  await expect(bench([workload('bench-produce', {})], clients({}), { lost })).rejects.toThrow('the broker has crashed');
});
