// librdkafka waits a second once its queue was full: what is measured by default beside what is measured without that wait.
import { expect, it } from 'vitest';
import { loadClients } from '../contract/client.ts';
import { judgeClaims, loadClaims } from './claims.ts';
import { clientContestant } from './one-turn.ts';
import { benchResultSchema, type BenchResult, type BenchRun } from './result.ts';
import { loadWorkloads, toProgram, type Workload } from './workload.ts';

const workloads = loadWorkloads();
const named = (name: string) => workloads.find((each) => each.name === name)!;

const at = (workload: string, client: string, rate: number): BenchRun => ({
  workload,
  client,
  style: 'fast',
  round: 1,
  outcome: { kind: 'measured', records: rate * 2, seconds: 2, onBroker: rate * 3 },
});

function resultOf(measuredBy: readonly Workload[], runs: readonly BenchRun[]): BenchResult {
  return benchResultSchema.parse({
    formatVersion: 1,
    kind: 'bench',
    date: '2026-11-22',
    quick: false,
    complete: true,
    machine: { cores: 2, processor: 'x', memoryGB: 8, system: 'Linux', node: '24', load: 0 },
    kafka: '4.4.0',
    broker: 'one',
    workloads: measuredBy,
    runs,
  });
}

it('workloads that show the wait of librdkafka differ from their neighbour by the setting, and are for its clients and Java’s', () => {
  for (const size of ['100b', '1kb']) {
    const { fetchAgainMs, engine, ...rest } = named(`consume-${size}-fetch-again`);
    expect({ fetchAgainMs, engine }).toEqual({ fetchAgainMs: 5, engine: 'librdkafka' });
    const { name, title, why, styles } = rest;
    expect({ ...named(`consume-${size}`), name, title, why, styles, quick: false }).toEqual(rest);
  }
  const served = loadClients().flatMap((client) =>
    !('error' in client) && clientContestant(client).serves(named('consume-100b-fetch-again'), 'fast')
      ? [client.name]
      : [],
  );
  expect(served).toEqual(
    expect.arrayContaining(['java-kafka-clients', 'go-confluent-kafka-go', 'dotnet-confluent-kafka']),
  );
  expect(served).not.toContain('node-kafkajs');
  expect(toProgram(named('consume-100b-fetch-again'))).toMatchObject({ fetchAgainMs: 5 });
  expect(toProgram(named('consume-100b'))).not.toHaveProperty('fetchAgainMs');
});

it('a claim is judged by each workload that it is held against, where that is for some clients by those alone', () => {
  const again = workloads.filter(({ name }) => name === 'consume-100b-fetch-again' || name === 'consume-100b');
  const rows = judgeClaims(
    loadClaims(),
    resultOf(again, [
      at('consume-100b', 'java-kafka-clients', 4_000),
      at('consume-100b', 'python-confluent-kafka', 200),
      at('consume-100b-fetch-again', 'java-kafka-clients', 4_000),
      at('consume-100b-fetch-again', 'python-confluent-kafka', 2_000),
    ]),
  );
  const python = rows.filter(({ client }) => client === 'python-confluent-kafka');
  expect(python.map(({ verdict }) => verdict)).toEqual(['too-high', 'holds']);
  expect(rows.filter(({ client }) => client === 'go-sarama')).toHaveLength(1);
});
