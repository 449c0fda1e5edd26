// What one run of a suite left behind, as plain data: the boundary between vitest and the result format.
import type { SubjectEnding } from '../testkit/process/ending.ts';

export interface ReportedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** As printed by vitest, of an assertion that compares. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;
  /** Id of the test that was running, of an error that nobody caught. */
  readonly test: string | undefined;
  /** Whether the learner's code threw it. Whatever it calls itself, it is no verdict then. */
  readonly ofSubject?: boolean;
}

/** What a test says of one requirement. */
export interface ReportedRequirement {
  readonly id: string;
  readonly state: 'met' | 'not-met';
  /** Why not; none where the test was cut short in the middle of it. */
  readonly error?: ReportedError;
}

export interface ReportedTest {
  readonly id: string;
  readonly state: 'passed' | 'failed' | 'pending';
  /** Ids of the requirements that it proves. */
  readonly proves: readonly string[];
  /** Those that it has judged by itself. */
  readonly requirements: readonly ReportedRequirement[];
  readonly errors: readonly ReportedError[];
  /** Everything printed during the test. */
  readonly printed: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** Why a run ended before its suite did. */
export type Ending =
  SubjectEnding | { kind: 'unstarted'; reason: string } | { kind: 'deadline'; seconds: number } | { kind: 'stopped' };

export interface RunReport {
  /** In the order of the file; known once the suite is loaded. */
  readonly tests: readonly ReportedTest[];
  /** Errors of loading the suite and the file under test. */
  readonly loading: readonly ReportedError[];
  /** Errors that nobody caught. */
  readonly uncaught: readonly ReportedError[];
  /** Everything printed outside of the tests: while the file was loaded, between them and after them. */
  readonly printed: string;
  /** Undefined where the suite came to its end. */
  readonly ending: Ending | undefined;
  /** Milliseconds from asking for the run to its verdict. */
  readonly duration: number;
}
