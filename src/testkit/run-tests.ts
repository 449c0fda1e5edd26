// Tests as an answer: the learner's file registers them with vitest, and the suite says what they run against.
import type { SerializedConfig } from 'vitest/runtime';
import { patienceFor } from './patience.ts';
import { currentSubject, nameOfExport } from './process/current-subject.ts';
import type { TestRun } from './test-run.ts';

export interface TestRunOptions {
  /** Handed to the function that registers the tests; functions among them run here. */
  readonly args?: readonly unknown[];
  /** Milliseconds after which what still runs is broken off. */
  readonly within: number;
  /** The last test first. */
  readonly reversed?: boolean;
  /** Names of tests of which one that fails by an assertion is enough: those after it are skipped. */
  readonly decisive?: Iterable<string>;
}

/**
 * Has the learner's function register tests with `test`, `describe` and hooks of vitest, and runs them in the learner's
 * process. Nothing of an earlier run is left in vitest; what the file itself keeps is.
 * @param register what the suite has imported from the file under test.
 * @returns what came of each test, also where all have failed.
 */
export async function runTests(
  register: (...args: never[]) => unknown,
  { args = [], within, reversed = false, decisive = [] }: TestRunOptions,
): Promise<TestRun> {
  const orders = { config: ownConfig(), within: patienceFor(within, within), reversed, decisive: [...decisive] };
  return currentSubject().runTests(nameOfExport(register), args, orders);
}

/** How vitest is set up in this process. It tells nobody in words of its own; its worker keeps it here. */
function ownConfig(): SerializedConfig {
  const worker: unknown = Reflect.get(globalThis, '__vitest_worker__');
  if (typeof worker !== 'object' || worker === null || !('config' in worker)) throw new Error('vitest has moved on.');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- vitest's own
  return worker.config as SerializedConfig;
}
