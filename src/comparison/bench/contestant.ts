// Who takes turns in a benchmark: the clients of the comparison, and the field's own tools, which they are held against.
import type { BenchOutcome, BenchRun } from './result.ts';
import type { Stage } from './stage.ts';
import type { Style, Workload } from './workload.ts';

export interface Turn {
  readonly workload: Workload;
  readonly contestant: Contestant;
  readonly style: Style;
  /** From 1; 0 is the turn that warms the broker up, whose result is thrown away. */
  readonly round: number;
}

/** What a turn is taken on. */
export interface Ground {
  readonly stage: Stage;
  readonly topic: string;
  readonly payloads: string;
  /** Records a second that a contestant had in its last measured run of this workload; undefined before one. */
  readonly lastRate: (name: string) => number | undefined;
  readonly signal: AbortSignal;
}

export interface Contestant {
  readonly name: string;
  /** Whether it can do this at all. */
  serves(workload: Workload, style: Style): boolean;
  /** One run; never rejects because of the program. */
  take(turn: Turn, ground: Ground): Promise<BenchRun>;
}

/** A tool with one fast way, such as kafka-producer-perf-test. `take` yields what it measured. */
export function toolContestant(
  name: string,
  serves: (workload: Workload) => boolean,
  take: (workload: Workload, ground: Ground) => Promise<BenchOutcome>,
): Contestant {
  return {
    name,
    serves: (workload, style) => style === 'fast' && serves(workload),
    take: async ({ workload, style, round }, ground) => ({
      workload: workload.name,
      client: name,
      style,
      round,
      outcome: await take(workload, ground),
    }),
  };
}
