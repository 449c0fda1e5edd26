// Small results of every kind, with every kind of cell, and an error that holds HTML.
import { benchResultSchema } from '../../src/comparison/bench/result.ts';
import { loadWorkloads } from '../../src/comparison/bench/workload.ts';
import { interopSchema, matrixSchema } from '../../src/comparison/results/result.ts';
import type { Comparison } from '../../src/page/comparison.ts';

const machine = { cores: 2, processor: 'a processor', memoryGB: 8, system: 'Linux x64', node: '24.21.0', load: 0 };
const head = { formatVersion: 1, date: '2026-11-22', machine, kafka: '4.4.0' };
const client = (name: string, maintained: string) => {
  const [language, ...rest] = name.split('-');
  const versions = {
    version: '1.2.3',
    released: '2026-01-31',
    maintained,
    engine: 'own',
    loaded: '1.2.3',
    runtime: null,
  };
  return { name, language, client: rest.join('-'), package: name, sources: [], ...versions };
};
const clients = [client('node-kafkajs', 'no'), client('node-platformatic', 'yes'), client('java-kafka-clients', 'yes')];
const works = (name: string, feature: string) => ({
  client: name,
  feature,
  outcome: 'works',
  seconds: 0.5,
  checked: '20 records on the broker',
});
const measured = (records: number) => ({
  kind: 'measured',
  records,
  seconds: 1,
  cpuSeconds: 1,
  peakRssBytes: 9e7,
  onBroker: records,
});
const latency = { p50Ms: 1.2, p99Ms: 5, p999Ms: 9, maxMs: 20, lateSends: 0 };
const run = (workload: string, name: string, outcome: unknown) => ({
  workload,
  client: name,
  style: 'fast',
  round: 1,
  outcome,
});

export const comparison: Comparison = {
  warnings: [],
  broken: [],
  matrix: matrixSchema.parse({
    ...head,
    kind: 'matrix',
    partial: 'only three clients',
    registry: 'none',
    clients,
    broken: [],
    cells: [
      ...clients.flatMap(({ name }) =>
        ['connect', 'producer', 'consumer-group'].map((feature) => works(name, feature)),
      ),
      { ...works('node-kafkajs', 'zstd'), outcome: 'works-with-extra', extra: ['a-codec 1.0.0'] },
      {
        client: 'node-platformatic',
        feature: 'transactions',
        outcome: 'fails',
        seconds: 1,
        error: '<script>alert(1)</script>',
      },
      { client: 'node-kafkajs', feature: 'kip-848', outcome: 'not-offered', source: 'https://example.org/issue' },
      { client: 'java-kafka-clients', feature: 'schema-registry', outcome: 'not-run', reason: 'needs a registry' },
    ],
  }),
  interop: interopSchema.parse({
    ...head,
    kind: 'interop',
    partial: null,
    clients,
    broken: [],
    sets: [{ name: 'plain', codec: 'none', cases: ['utf-8'] }],
    writes: [],
    reads: [{ writer: 'node-kafkajs', reader: 'java-kafka-clients', set: 'plain', outcome: 'same', differs: {} }],
    partitioners: [{ client: 'node-kafkajs', default: { partitions: [1, 2], setting: 'x' }, java: { error: 'none' } }],
    transactions: [],
  }),
  bench: benchResultSchema.parse({
    ...head,
    kind: 'bench',
    quick: false,
    complete: true,
    broker: 'one',
    workloads: loadWorkloads().filter(({ name }) => ['produce-100b', 'latency-1kb'].includes(name)),
    runs: [
      run('produce-100b', 'java-kafka-clients', measured(1000)),
      run('produce-100b', 'node-kafkajs', measured(300)),
      run('produce-100b', 'node-platformatic', { kind: 'failed', reason: 'was killed' }),
      run('latency-1kb', 'java-kafka-clients', { ...measured(1000), latency }),
    ],
  }),
};
