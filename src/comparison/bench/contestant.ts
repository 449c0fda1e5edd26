// Who takes turns in a benchmark: the clients of the comparison, and the field's own tools, which they are held against.
import type { Client } from '../contract/client.ts';
import { takeTurn, type Ground } from './one-turn.ts';
import type { BenchOutcome, BenchRun } from './result.ts';
import { javaClient } from './summary.ts';
import type { Style, Workload } from './workload.ts';

export interface Turn {
  readonly workload: Workload;
  readonly contestant: Contestant;
  readonly style: Style;
  /** From 1; 0 is the turn that warms the broker up, whose result is thrown away. */
  readonly round: number;
}

export interface Contestant {
  readonly name: string;
  /** Whether it can do this at all. */
  serves(workload: Workload, style: Style): boolean;
  /** One run; never rejects because of the program. */
  take(turn: Turn, ground: Ground): Promise<BenchRun>;
}

/** A client of clients/. */
export function clientContestant(client: Client): Contestant {
  return {
    name: client.name,
    serves: ({ engine }) => engine === undefined || client.engine.includes(engine) || client.name === javaClient,
    take: async (turn, ground) => takeTurn(client, turn, ground),
  };
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
