// Our figures beside those of the field's own tools, in the same rounds of the same run. Pure.
import { isNoDifference, ratioBetween } from './ratio.ts';
import type { BenchResult, BenchRun } from './result.ts';
import type { Spread } from './spread.ts';
import { javaClient } from './summary.ts';
import { consumerPerfTest, producerPerfTest, rdkafkaPerformance } from './tool-names.ts';

export interface ToolCheck {
  readonly workload: string;
  readonly client: string;
  readonly tool: string;
  /** Our records a second by the tool's, round by round; undefined where one of them has none. */
  readonly ratio: Spread | undefined;
  /** `same`: the spread covers 1; `close`: the median is within 10 %. Undefined without a ratio. */
  readonly verdict: 'same' | 'close' | 'apart' | undefined;
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
  const own = fast.filter((run) => run.client === client);
  const ratio = ratioBetween(own, measures);
  const [{ workload, client: tool } = { workload: '', client: '' }] = measures;
  return { workload, client, tool, ratio, verdict: ratio && verdictOn(ratio) };
}

function verdictOn(ratio: Spread): ToolCheck['verdict'] {
  if (isNoDifference(ratio)) return 'same';
  return Math.abs(ratio.median - 1) <= tolerance ? 'close' : 'apart';
}
