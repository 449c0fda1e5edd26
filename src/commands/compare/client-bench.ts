// One client's speed by itself, for whoever works on it: what `bench` does in rounds, beside others, on a broker of its own.
import { text } from '../../comparison/bench/words.ts';
import type { BenchRun, Measured } from '../../comparison/bench/result.ts';
import { runBench } from '../../comparison/bench/run-bench.ts';
import { loadWorkloads, shorten, type Workload } from '../../comparison/bench/workload.ts';
import type { Broker } from '../../lab/broker/broker.ts';
import type { Client } from '../../comparison/contract/client.ts';
import type { Context, ExitCode } from '../context.ts';

export type BenchScenario = Workload['scenario'];

export const benchScenarios: readonly BenchScenario[] = ['bench-produce', 'bench-consume', 'latency'];

/** Runs the client once in each style of the scenario's first workload that is for all clients, in its short form. Exit code 1 where one of them does not work. */
export async function clientBench(
  context: Context,
  client: Client,
  scenario: BenchScenario,
  broker: Broker,
): Promise<ExitCode> {
  const { output, signal } = context;
  const workloads = loadWorkloads().filter((each) => each.scenario === scenario && each.engine === undefined);
  const runs: BenchRun[] = [];
  const onRun = (run: BenchRun): void => {
    runs.push(run);
    output.print(text.alone(run.workload, run.style));
    for (const [name, value] of figuresOf(run)) output.print(text.figure(name, value));
  };
  const plan = { workloads: workloads.slice(0, 1).map(shorten), clients: [client], tools: [], rounds: 1 };
  await runBench(plan, broker, { signal, note: output.note, onRun });
  signal.throwIfAborted();
  output.note(text.aloneOnly);
  output.data(runs);
  return runs.length > 0 && runs.every(({ outcome }) => outcome.kind === 'measured') ? 0 : 1;
}

function figuresOf({ outcome, settings }: BenchRun): [string, string][] {
  if (outcome.kind !== 'measured') return [[outcome.kind, outcome.reason]];
  return [...measuredFigures(outcome), ['settings', JSON.stringify(settings ?? {})]];
}

function measuredFigures({ records, seconds, onBroker, cpuSeconds, peakRssBytes, latency }: Measured) {
  const { columns } = text;
  const optional: [string, number | undefined][] = [
    [columns.cpu, cpuSeconds === undefined ? undefined : (cpuSeconds / records) * 1e6],
    [columns.memory, peakRssBytes === undefined ? undefined : peakRssBytes / 1024 ** 2],
    [columns.p50, latency?.p50Ms],
    [columns.p99, latency?.p99Ms],
    [columns.p999, latency?.p999Ms],
    [columns.late, latency?.lateSends],
  ];
  const figures: [string, number][] = [
    [columns.records, records],
    [columns.seconds, seconds],
    [columns.rate, records / seconds],
    [columns.onBroker, onBroker],
    ...optional.flatMap(([name, value]): [string, number][] => (value === undefined ? [] : [[name, value]])),
  ];
  return figures.map(([name, value]): [string, string] => [
    name,
    value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 }),
  ]);
}
