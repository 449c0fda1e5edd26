// Our figures beside those of the field's own tools, in the same rounds of the same run. Pure.
import type { BenchResult, BenchRun } from './result.ts';
import { javaClient, spread } from './summary.ts';
import { consumerPerfTest, producerPerfTest, rdkafkaPerformance } from './tool-names.ts';

export interface ToolCheck {
  readonly workload: string;
  readonly client: string;
  readonly tool: string;
  /** Our records a second by the tool's, within one round, median of the rounds; undefined where one of them has none. */
  readonly ratio: number | undefined;
  /** Within 10 %; undefined without a ratio. */
  readonly agrees: boolean | undefined;
}

const tolerance = 0.1;
const pairs: readonly (readonly [tool: string, clients: readonly string[]])[] = [
  [producerPerfTest, [javaClient]],
  [consumerPerfTest, [javaClient]],
  // Bindings of the library that the tool uses directly.
  [
    rdkafkaPerformance,
    ['node-rdkafka', 'node-confluent', 'python-confluent-kafka', 'go-confluent-kafka-go', 'dotnet-confluent-kafka'],
  ],
];

/** A check for each workload that a tool has run, and each client that it is the measure of. */
export function checkByTools({ runs }: BenchResult): ToolCheck[] {
  const workloads = [...new Set(runs.map(({ workload }) => workload))];
  return workloads.flatMap((workload) => {
    const fast = runs.filter((run) => run.workload === workload && run.style === 'fast');
    return pairs.flatMap(([tool, clients]) => {
      const measures = fast.filter(({ client }) => client === tool);
      const known = clients.filter((client) => fast.some((run) => run.client === client));
      return measures.length === 0 ? [] : known.map((client) => check(fast, measures, client));
    });
  });
}

function check(fast: readonly BenchRun[], measures: readonly BenchRun[], client: string): ToolCheck {
  const ratios = measures.flatMap((measure) => {
    const own = fast.find((run) => run.client === client && run.round === measure.round);
    const [ours, theirs] = [own && rate(own), rate(measure)];
    return ours !== undefined && theirs !== undefined ? [ours / theirs] : [];
  });
  const ratio = ratios.length === 0 ? undefined : spread(ratios).median;
  const agrees = ratio === undefined ? undefined : Math.abs(ratio - 1) <= tolerance;
  const [{ workload, client: tool } = { workload: '', client: '' }] = measures;
  return { workload, client, tool, ratio, agrees };
}

const rate = ({ outcome }: BenchRun): number | undefined =>
  outcome.kind === 'measured' ? outcome.records / outcome.seconds : undefined;
