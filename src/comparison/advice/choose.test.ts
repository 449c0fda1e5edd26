import { describe, expect, it } from 'vitest';
import { benchResultSchema, type BenchResult } from '../bench/result.ts';
import { loadWorkloads } from '../bench/workload.ts';
import { loadChapterTable } from '../tables/chapter.ts';
import { interopSchema, matrixSchema, type Cell, type Matrix } from '../results/result.ts';
import { askNeeds } from './ask.ts';
import { choose } from './choose.ts';
import { needsSchema, type Needs } from './needs.ts';
import { thenAndNow } from './then-and-now.ts';
import { wayOut } from './way-out.ts';

const machine = { cores: 2, processor: 'x', memoryGB: 8, system: 'Linux', node: '24', load: 0 };
const client = (name: string, more: { maintained?: string; engine?: string } = {}) => {
  const [language = '', ...rest] = name.split('-');
  const versions = { version: '1', released: '2026-01-01', maintained: 'yes', engine: 'own' };
  const named = { name, language, client: rest.join('-'), package: name, sources: [], loaded: null, runtime: null };
  return { ...named, ...versions, ...more };
};

const basics = ['connect', 'producer', 'consumer-group'];
const works = (name: string, ...features: string[]): Cell[] =>
  [...basics, ...features].map((feature) => ({ client: name, feature, outcome: 'works', seconds: 1, checked: 'seen' }));

const matrix: Matrix = matrixSchema.parse({
  formatVersion: 1,
  kind: 'matrix',
  date: '2026-11-22',
  partial: null,
  machine,
  kafka: '4.4.0',
  registry: 'none',
  broken: [],
  clients: [
    client('node-kafkajs', { maintained: 'no' }),
    client('node-confluent', { engine: 'librdkafka' }),
    client('node-platformatic'),
    client('node-kafka-node', { maintained: 'no' }),
    client('go-franz-go'),
  ],
  cells: [
    ...works('node-kafkajs', 'transactions'),
    ...works('node-confluent', 'transactions'),
    {
      client: 'node-confluent',
      feature: 'gzip',
      outcome: 'works-with-extra',
      seconds: 1,
      checked: 'x',
      extra: ['zip 2'],
    },
    ...works('node-platformatic'),
    { client: 'node-platformatic', feature: 'transactions', outcome: 'not-offered', source: 'https://example.org/no' },
    { client: 'node-kafka-node', feature: 'connect', outcome: 'fails', seconds: 1, error: 'no such version' },
    ...works('go-franz-go', 'transactions', 'gzip'),
  ],
});

const workload = loadWorkloads().find(({ name }) => name === 'produce-100b');
const measuredRun = (name: string, round: number, records: number) => ({
  workload: 'produce-100b',
  client: name,
  style: 'fast',
  round,
  outcome: { kind: 'measured', records, seconds: 1, cpuSeconds: 1, peakRssBytes: 1, onBroker: records },
});
const benchOf = (runs: readonly unknown[]): BenchResult =>
  benchResultSchema.parse({
    formatVersion: 1,
    kind: 'bench',
    date: '2026-11-22',
    quick: false,
    complete: true,
    machine,
    kafka: '4.4.0',
    broker: 'one',
    workloads: [workload],
    runs,
  });
const bench = benchOf([
  measuredRun('node-kafkajs', 1, 900),
  measuredRun('node-confluent', 1, 100),
  measuredRun('node-platformatic', 1, 300),
]);

const read = (reader: string, aborted: number) => ({
  writer: 'java-kafka-clients',
  reader,
  isolation: 'read_committed',
  committed: 3,
  markers: 0,
  aborted,
  outcome: aborted > 0 ? 'wrong' : 'right',
});
const interop = interopSchema.parse({
  formatVersion: 1,
  kind: 'interop',
  date: '2026-11-22',
  partial: null,
  machine,
  kafka: '4.4.0',
  clients: [],
  broken: [],
  sets: [],
  writes: [],
  reads: [],
  partitioners: [],
  transactions: [read('node-kafkajs', 0), read('node-confluent', 3)],
});
const findings = { matrix, bench, interop };

const node: Needs = { language: 'node', features: [], native: true, maintained: false, first: 'throughput' };
const names = (all: readonly { client: { name: string } }[]) => all.map(({ client: { name } }) => name);

describe('the choice', () => {
  it('tells of a client what it does that its readers do not expect, and of no other', () => {
    const warning = { client: 'node-platformatic', does: 'drops every other record', seen: '10 of 20 in the topic' };
    const warnings = [{ ...warning, version: '1', date: '2026-11-22' }];
    const told = choose(node, { ...findings, warnings }).ranking.map(({ client: { name }, reasons }) => [
      name,
      reasons.includes('but beware: it drops every other record (10 of 20 in the topic)'),
    ]);
    expect(told).toEqual([
      ['node-platformatic', true],
      ['node-confluent', false],
      ['node-kafkajs', false],
    ]);
  });

  it('is the fastest of those that are left, but one without releases comes last', () => {
    const { ranking, excluded } = choose(node, findings);
    expect(names(ranking)).toEqual(['node-platformatic', 'node-confluent', 'node-kafkajs']);
    expect(ranking[0]?.reasons.join()).toContain('× node-kafkajs in “Produce 100 B');
    expect(excluded).toMatchObject([
      { client: { name: 'node-kafka-node' }, reasons: [expect.stringContaining('no such version')] },
    ]);
  });

  it('leaves out, with the reason, what lacks a need, is native, or is not maintained', () => {
    const strict: Needs = { ...node, features: ['transactions'], native: false, maintained: true };
    const { ranking, excluded } = choose(strict, { ...findings, interop: undefined });
    expect(ranking).toEqual([]);
    const why = Object.fromEntries(excluded.map(({ client: { name }, reasons }) => [name, reasons.join('; ')]));
    expect(why['node-kafkajs']).toBe('is not maintained; its last release is of 2026-01-01');
    expect(why['node-confluent']).toBe('is native code (librdkafka)');
    expect(why['node-platformatic']).toBe('has no Transactions (https://example.org/no)');
  });

  it('leaves out who reads what was aborted, where transactions are needed', () => {
    const { ranking, excluded } = choose({ ...node, features: ['transactions'] }, findings);
    expect(names(ranking)).toEqual(['node-kafkajs']);
    expect(excluded.find(({ client: { name } }) => name === 'node-confluent')?.reasons).toEqual([
      'hands out the aborted records of 1 of 1 writers to a reader of committed ones',
    ]);
  });

  it('counts a feature with an extra package, and names the package; one that was never tried is missing', () => {
    const { ranking, excluded } = choose({ ...node, features: ['gzip'] }, findings);
    expect(names(ranking)).toEqual(['node-confluent']);
    expect(ranking[0]?.reasons).toContain('gzip needs zip 2');
    expect(excluded.find(({ client: { name } }) => name === 'node-kafkajs')?.reasons).toEqual([
      'nobody has tried gzip',
    ]);
  });

  it('says which need alone is enough to give up where none fits, and which client it then is', () => {
    const strict: Needs = { ...node, native: false, maintained: true, features: ['transactions'] };
    expect(wayOut(strict, findings)).toEqual({
      said: 'It is enough to give up one of these needs:',
      ways: [
        'Transactions: then it is node-platformatic',
        'a client that gets releases: then it is node-kafkajs',
        'a client for Node.js: then it is go-franz-go',
      ],
    });
    const { said, ways } = wayOut({ ...strict, features: ['transactions', 'zstd'] }, findings);
    expect(said).toBe('To give up one of the needs is not enough. What speaks against each client:');
    expect(ways).toEqual([]);
  });

  it('says so where there is no client for the language', () => {
    const { said } = wayOut({ ...node, language: 'dotnet' }, findings);
    expect(said).toBe('No client for .NET is in the comparison yet.');
  });

  it('tells of no difference where the rounds do', () => {
    const rounds = [80, 120].map((records, at) => measuredRun('node-confluent', at + 1, records));
    const base = [100, 100].map((records, at) => measuredRun('node-kafkajs', at + 1, records));
    const { ranking } = choose(node, { ...findings, bench: benchOf([...base, ...rounds]) });
    const said = Object.fromEntries(ranking.map(({ client: { name }, reasons }) => [name, reasons.at(-1)]));
    expect(said['node-confluent']).toMatch(/^no difference to node-kafkajs in “.*”: by the round 0\.80–1\.20 ×$/);
    expect(said['node-kafkajs']).toMatch(/^is what the others are measured by/);
  });

  it('works without a benchmark, and over all languages', () => {
    const { ranking } = choose(
      { ...node, language: 'any', features: ['transactions'] },
      { ...findings, bench: undefined },
    );
    expect(names(ranking)).toContain('go-franz-go');
    expect(ranking[0]?.reasons).toContain('its speed was not measured');
  });

  it('stands beside what the chapter names, with what became of it', () => {
    const said = thenAndNow(node, choose({ ...node, maintained: true }, findings), loadChapterTable()).join('\n');
    expect(said).toContain('node-kafkajs, node-rdkafka, node-kafka-node');
    expect(said).toContain('Today node-kafkajs is not maintained');
    expect(said).toContain('It does not name node-platformatic.');
  });
});

const terminal = (...typed: string[]) => {
  const printed: string[] = [];
  const lines = (async function* type() {
    yield* typed;
  })();
  return { printed, print: (line: string) => void printed.push(line), prompt: () => {}, lines };
};

describe('the questions', () => {
  it('are asked again until the line is an answer, and not at all where the answer is given', async () => {
    const needs = await askNeeds({ native: true }, terminal('9', 'node', '1', '1, 99', '1, 3', '2', '1'));
    expect(needsSchema.parse(needs)).toEqual({
      language: 'node',
      features: ['transactions', 'schema-registry'],
      native: true,
      maintained: false,
      first: 'throughput',
    });
  });

  it('end with a next step where the input ends', async () => {
    await expect(askNeeds({}, terminal('1'))).rejects.toThrow('Not all questions were answered.');
  });
});
