// A part of `npm test`, as data, and what running it yields.
import type { Touched } from './changed.ts';
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
  readonly run: (context: Context, wanted: Wanted) => Promise<Result>;
}

/** What a run of parts is to be. */
export interface Wanted {
  readonly broker: WantedSource;
  /** Only what shows that a broker of this kind will do: one solution a suite, three notebooks, its own tests. */
  readonly brief: boolean;
  /** Only what a change touches; all where not said. */
  readonly changed?: Touched;
}

export interface Part {
  /** What it proves stands under this name in the words of `test`. */
  readonly name: string;
  readonly runs: Tool | Inside;
  /** In place of that, where a brief run is wanted. */
  readonly brief?: Tool;
  /** Set-up steps without which it is skipped. */
  readonly needs: readonly StepName[];
  /** A tool of such a part learns of a broker by KAFKA_BOOTSTRAP_SERVERS. */
  readonly broker: boolean;
  /**
   * Parts that stand together and have a lane run in two lanes side by side: those that compute, and those that wait for
   * brokers to start and to end. A part without a lane has the machine for itself.
   */
  readonly lane?: 'computes' | 'waits';
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
  /** What failed first, and not at its second try. */
  readonly unsteady?: readonly string[];
  /** How long each test of it took, where it knows. */
  readonly times?: readonly Timed[];
}

export interface Timed {
  /** The test, in words that can be read without its part. */
  readonly what: string;
  readonly seconds: number;
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
