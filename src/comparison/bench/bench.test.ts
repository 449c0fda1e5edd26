import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { throughputChart } from './chart.ts';
import { judgeClaims, loadClaims } from './claims.ts';
import type { Outcome } from '../contract/outcome.ts';
import { toolContestant, type Contestant } from './contestant.ts';
import { readConsumer, readProducer } from './kafka-perf-tools.ts';
import { judge } from './one-turn.ts';
import { makePayloads } from './payloads.ts';
import { planTurns } from './plan.ts';
import { readSummary } from './rdkafka-performance.ts';
import { ratioDigits } from './ratio.ts';
import { benchResultSchema, type BenchOutcome, type BenchResult, type BenchRun } from './result.ts';
import { summariseWorkload } from './summary.ts';
import { producerPerfTest } from './tool-names.ts';
import { checkByTools } from './tool-checks.ts';
import { claimsTable, workloadTable } from '../tables/bench-tables.ts';
import { toMarkdown } from '../tables/table.ts';
import { loadWorkloads, shorten, toProgram, type Workload } from './workload.ts';

const root = mkdtempSync(join(tmpdir(), 'bench '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const workloads = loadWorkloads();
const produce = workloads.filter(({ name }) => name === 'produce-100b');

const measured = (perSecond: number): BenchOutcome => ({
  kind: 'measured',
  records: perSecond * 2,
  seconds: 2,
  cpuSeconds: 1,
  peakRssBytes: 100 * 1_024 ** 2,
  onBroker: perSecond * 3,
});

function run(client: string, round: number, outcome: BenchOutcome, more: Partial<BenchRun> = {}): BenchRun {
  return { workload: 'produce-100b', client, style: 'fast', round, outcome, ...more };
}

function resultOf(...runs: BenchRun[]): BenchResult {
  const machine = { cores: 2, processor: 'x', memoryGB: 8, system: 'Linux', node: '24', load: 0 };
  return benchResultSchema.parse({
    formatVersion: 1,
    kind: 'bench',
    date: '2026-11-22',
    quick: false,
    complete: true,
    machine,
    kafka: '4.4.0',
    broker: 'one',
    workloads: produce,
    runs,
  });
}

const isMatch = (whole: Workload, part: Partial<Workload>): boolean => isDeepStrictEqual({ ...whole, ...part }, whole);

describe('workloads', () => {
  it('cover producing in two sizes, awaited sends, compression, both kinds of handler, and latency', () => {
    const has = (wanted: Partial<Workload>): boolean => workloads.some((each) => isMatch(each, wanted));
    expect(has({ scenario: 'bench-produce', recordBytes: 100, acks: 'all' })).toBe(true);
    expect(has({ scenario: 'bench-produce', recordBytes: 1024, acks: 'all' })).toBe(true);
    expect(workloads.some(({ scenario, styles }) => scenario === 'bench-produce' && styles.includes('plain'))).toBe(
      true,
    );
    expect(has({ compression: 'gzip', content: 'json' })).toBe(true);
    expect(has({ scenario: 'bench-consume', handlerMs: 0 })).toBe(true);
    expect(workloads.some(({ scenario, handlerMs }) => scenario === 'bench-consume' && handlerMs > 0)).toBe(true);
    expect(workloads.some(({ scenario, rate }) => scenario === 'latency' && rate > 0)).toBe(true);
  });

  it('are handed to programs without what concerns only the workbook', () => {
    const told = Object.keys(toProgram(workloads[0]!));
    expect(told).toContain('recordBytes');
    expect(told).not.toContain('why');
  });

  it('that are broken are named with the field', () => {
    const folder = join(root, 'benchmarks', 'workloads');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'odd.json'), JSON.stringify({ ...workloads[0], name: undefined, partitions: 0 }));
    expect(() => loadWorkloads(root)).toThrow(/odd\.json is no workload: .*partitions/);
  });

  it('of a quick run keep what they ask and take less time', () => {
    for (const workload of workloads) {
      const { seconds, warmupSeconds, backlog, ...rest } = shorten(workload);
      expect(workload).toMatchObject(rest);
      expect(seconds + warmupSeconds).toBeLessThan(workload.seconds + workload.warmupSeconds);
      expect(backlog).toBeLessThanOrEqual(workload.backlog);
    }
  });
});

describe('payloads', () => {
  it('are the same on every machine, of one size, and compress or not as they say', () => {
    expect(makePayloads('random', 100).subarray(0, 8).toString('hex')).toBe(
      makePayloads('random', 1024).subarray(0, 8).toString('hex'),
    );
    const [random, json] = [makePayloads('random', 1024), makePayloads('json', 1024)];
    expect(json.length % 1024).toBe(0);
    expect(gzipSync(random).length / random.length).toBeGreaterThan(0.99);
    expect(gzipSync(json).length / json.length).toBeLessThan(0.5);
    expect(() => JSON.parse(json.subarray(1024, 2048).toString())).not.toThrow();
    expect(json.subarray(0, 1024).equals(json.subarray(1024, 2048))).toBe(false);
  });
});

const neverRun = async (): Promise<never> => Promise.reject(new Error('only planned'));
const named = (name: string): Contestant => ({ name, serves: () => true, take: neverRun });
const tool = toolContestant('tool', () => true, neverRun);

describe('a plan', () => {
  it('lets every client have each place of a round, after one turn that warms the broker up', () => {
    const turns = planTurns(produce, [...['a', 'b', 'c'].map(named), tool], 6);
    expect(turns[0]?.round).toBe(0);
    const first = [1, 2, 3, 4, 5, 6].map((round) => turns.find((turn) => turn.round === round));
    expect(first.map((turn) => `${turn?.contestant.name} ${turn?.style}`)).toEqual([
      'a fast',
      'b fast',
      'c fast',
      'tool fast',
      'a plain',
      'b plain',
    ]);
    expect(turns).toHaveLength(1 + 7 * 6);
  });
});

const reported = (evidence: Record<string, unknown>): Outcome => ({
  kind: 'report',
  seconds: 1,
  log: '',
  report: { outcome: 'works', version: '1', runtime: 'n', evidence },
});
const onBroker = async (): Promise<number> => 10;

describe('a run', () => {
  const evidence = { records: 10, seconds: 1, cpuSeconds: 0.5, peakRssBytes: 1 };
  const on = { scenario: 'bench-produce', rate: 0 } as const;

  it('is not believed where the broker has fewer records than it counted', async () => {
    const outcome = await judge(reported(evidence), on, async () => 9);
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'the program counted 10 records, and the broker has 9' });
    expect(await judge(reported(evidence), on, async () => 10)).toMatchObject({ kind: 'measured', onBroker: 10 });
  });

  it('that counted nothing, said nonsense, or is not offered is a row that says so', async () => {
    expect(await judge(reported({ ...evidence, records: 0 }), on, onBroker)).toMatchObject({ kind: 'failed' });
    expect(await judge(reported({ records: 'many' }), on, onBroker)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('records'),
    });
    expect(await judge({ kind: 'not-run', reason: 'needs go 1.26' }, on, onBroker)).toEqual({
      kind: 'not-run',
      reason: 'needs go 1.26',
    });
    expect(await judge({ kind: 'broke', reason: 'was killed', log: '' }, on, onBroker)).toEqual({
      kind: 'failed',
      reason: 'was killed',
    });
  });
});

describe('figures', () => {
  const result = resultOf(
    run('java-kafka-clients', 1, measured(100)),
    run('java-kafka-clients', 2, measured(200)),
    run('java-kafka-clients', 3, measured(400)),
    run('node-kafkajs', 1, measured(50)),
    run('node-kafkajs', 2, measured(60)),
    run('node-kafkajs', 3, measured(80)),
    run('python-pykafka', 1, { kind: 'failed', reason: 'no broker' }),
  );

  it('are medians with their spread, and ratios to Java within the same round', () => {
    const [java, kafkajs, dead] = summariseWorkload(result, 'produce-100b');
    expect(java).toMatchObject({
      client: 'java-kafka-clients',
      ratio: { median: 1, least: 1, most: 1 },
      perSecond: { median: 200, least: 100, most: 400 },
    });
    // 0.5, 0.3 and 0.2: the median of the ratios, not the ratio of the medians.
    expect(kafkajs).toMatchObject({ client: 'node-kafkajs', ratio: { median: 0.3, least: 0.2, most: 0.5 }, rounds: 3 });
    expect(dead).toMatchObject({ client: 'python-pykafka', perSecond: undefined, reason: 'no broker' });
  });

  it('stand in the table, with the reason where there is none', () => {
    const table = workloadTable(result, 'produce-100b');
    expect(toMarkdown(table)).toContain('| python-pykafka | fast | no broker |');
    expect(toMarkdown(table)).toContain('| node-kafkajs | fast | 0.30 | 0.20–0.50 | 60 | 50–80 |');
  });

  it('show no difference where the rounds say now more, now less', () => {
    const both = resultOf(
      ...[90, 120, 150].map((rate, at) => run('node-kafkajs', at + 1, measured(rate))),
      ...[100, 100, 100].map((rate, at) => run('java-kafka-clients', at + 1, measured(rate))),
    );
    expect(toMarkdown(workloadTable(both, 'produce-100b'))).toContain(
      '| node-kafkajs | fast | no difference | 0.90–1.50 | 120 | 90–150 |',
    );
  });

  it('have digits that count, however small they are', () => {
    expect([2.345, 0.234, 0.0123, 0.000412, 1234.5].map(ratioDigits)).toEqual([
      '2.35',
      '0.23',
      '0.012',
      '0.00041',
      '1,235',
    ]);
  });

  it("are held against the field's own tools in the same round", () => {
    const [agreed] = checkByTools(
      resultOf(...result.runs, run(producerPerfTest, 1, measured(105)), run(producerPerfTest, 2, measured(190))),
    );
    expect(agreed).toMatchObject({ client: 'java-kafka-clients', tool: producerPerfTest, verdict: 'same' });
    expect(agreed?.ratio?.median).toBeCloseTo((100 / 105 + 200 / 190) / 2);
    const [apart] = checkByTools(resultOf(...result.runs, run(producerPerfTest, 1, measured(300))));
    expect(apart).toMatchObject({ verdict: 'apart' });
    const [close] = checkByTools(resultOf(...result.runs, run(producerPerfTest, 2, measured(190))));
    expect(close).toMatchObject({ verdict: 'close' });
    expect(checkByTools(result)).toEqual([]);
  });

  it('make a chart of what was measured', async () => {
    const { renderChart } = await import('../../notebook/render-chart.ts');
    const svg = await renderChart(throughputChart(result));
    expect(svg).toContain('java-kafka-clients');
    expect(svg).not.toContain('pykafka');
  });

  it('judge the source chapter by ratios, and leave open what was not measured', () => {
    const rows = judgeClaims(loadClaims(), result);
    const of = (client: string) => rows.find((row) => row.client === client && row.what === 'produce');
    expect(of('java-kafka-clients')).toMatchObject({ verdict: 'measure', claimedRatio: 1 });
    expect(of('node-kafkajs')).toMatchObject({
      claimedRatio: 0.3,
      measuredRatio: { median: 0.3 },
      verdict: 'holds',
    });
    expect(of('go-sarama')).toMatchObject({ verdict: 'not-measured' });
    const lastCells = claimsTable(loadClaims(), result).rows.map((row) => [row[0], row.at(-1)]);
    expect(lastCells).toContainEqual(['go-sarama', 'not measured here']);
    expect(lastCells).toContainEqual(['dotnet-confluent-kafka', 'not measured here']);
    expect(rows.map(({ workload }) => workload)).not.toContain('Consume 100 B, empty handler');
    const slower = resultOf(run('java-kafka-clients', 1, measured(300)), run('node-kafkajs', 1, measured(30)));
    const row = judgeClaims(loadClaims(), slower).find(
      ({ client, what }) => client === 'node-kafkajs' && what === 'produce',
    );
    expect(row?.verdict).toBe('too-high');
    expect(row?.times).toBeCloseTo(3);
  });
});

describe("what the field's own tools print", () => {
  it('is read: the steady state of the producer, the fetching of the consumer, the last line of librdkafka', () => {
    const producer = `100000 records sent, 22825.838850 records/sec (2.18 MB/sec), 135.28 ms avg latency
50000 steady state records sent, 40000.0 records/sec (3.68 MB/sec), 146.27 ms avg latency`;
    expect(readProducer(producer)).toEqual({ records: 50_000, seconds: 1.25 });
    const consumer = `start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec
2026-11-23 00:11:08:679, 2026-11-23 00:11:12:928, 19.0865, 4.4920, 200136, 47101.9063, 2220, 2029, 9.4068, 98637.7526`;
    expect(readConsumer(consumer)).toEqual({ records: 200_136, seconds: 2.029 });
    const librdkafka = `% Sending 200000 messages of size 100 bytes
% 200000 messages produced (20000000 bytes), 200000 delivered (offset 110691, 0 failed) in 498ms: 400849 msgs/s and 40.08 MB/s, 0 produce failures, 0 in queue, no compression`;
    expect(readSummary(librdkafka)).toEqual({ records: 200_000, seconds: 0.498 });
    for (const read of [readProducer, readConsumer, readSummary]) expect(read('no broker')).toBeUndefined();
  });
});
