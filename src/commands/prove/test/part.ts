// A part of `npm test`, as data, and what running it yields.
import type { StepName } from '../../../setup/step.ts';
import type { Context } from '../../context.ts';
import type { WantedSource } from '../../obtain-broker.ts';

/** A command of an npm package of this project; counted by its exit code, or by vitest's report. */
export interface Tool {
  readonly kind: 'tool';
  readonly package: string;
  readonly args: readonly string[];
  readonly counting: 'exit-code' | 'vitest';
}

/** A function of this project; what it prints to the context is shown. */
export interface Inside {
  readonly kind: 'inside';
  readonly run: (context: Context, broker: WantedSource) => Promise<Result>;
}

export interface Part {
  readonly name: string;
  /** What it proves, for the heading. */
  readonly proves: string;
  readonly runs: Tool | Inside;
  /** Set-up steps without which it is skipped. */
  readonly needs: readonly StepName[];
  /** A tool of such a part learns of a broker by KAFKA_BOOTSTRAP_SERVERS. */
  readonly broker: boolean;
  /** May run at the same time as its neighbours in the table: it takes little of the machine and waits for nothing. */
  readonly beside: boolean;
  /** Why it cannot run on this machine, where no set-up step is to blame. */
  readonly lacks?: () => Promise<string | undefined>;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Result extends Counts {
  /** What failed, in words that can be read without the output above them. */
  readonly failures: readonly string[];
}

export interface Outcome extends Result {
  readonly name: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Why the part did not run, or could not. */
  readonly reason: string | undefined;
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Longer failures lose their end in the list of failures; they stand in full where they happened. */
export const failureLines = 12;

/** A proof, a failure, or why there was neither. */
export interface Line {
  readonly kind: 'passed' | 'failed' | 'skipped';
  readonly what: string;
}
