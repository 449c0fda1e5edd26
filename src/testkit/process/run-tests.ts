// Runs tests of the learner's in this process, by vitest's own worker. vitest's pool would start a process for it, where
// nothing of the suite's could be called: so what the pool says to its worker is said here, and what the worker asks of
// vitest is answered here.
import { fileURLToPath } from 'node:url';
import type { RunnerTask, RunnerTestCase, RunnerTestFile, SerializedError } from 'vitest';
import { VitestSnapshotEnvironment, type SerializedConfig } from 'vitest/runtime';
import { init, runBaseTests, setupEnvironment } from 'vitest/worker';
import { failedByAssertion, mostLetters, type TestOrders, type TestOutcome, type TestRun } from '../test-run.ts';

// The learner's tests may put others in their place.
const { setTimeout, clearTimeout, setImmediate } = globalThis;
/** vitest loads it anew for each run. */
const file = fileURLToPath(new URL('tests-of-subject.ts', import.meta.url));

/** What is known of the run that is under way. */
interface Run {
  readonly registers: () => unknown;
  readonly orders: TestOrders;
  readonly uncaught: unknown[];
  loaded: RunnerTestFile | undefined;
}

let run: Run | undefined;

/** Registers the tests of the run that is under way. */
export async function register(): Promise<void> {
  await run?.registers();
}

/** Takes an error that nobody caught, where tests are running. */
export function hears(error: unknown): boolean {
  run?.uncaught.push(error);
  return run !== undefined;
}

/** Runs the tests that `registers` registers. Its runs follow each other. */
export async function runTests(registers: () => unknown, orders: TestOrders): Promise<TestRun> {
  const current: Run = { registers, orders, uncaught: [], loaded: undefined };
  let wasCut = false;
  await started(orders.config);
  run = current;
  const late = setTimeout(() => {
    wasCut = true;
    say({ t: 'q', m: 'onCancel', a: ['timeout'] });
  }, orders.within);
  try {
    await ask('run', { context: { environment, files: [{ filepath: file }], providedContext: {}, workerId: 1 } });
    // Node tells of a forgotten promise when all that was to be done at once is done.
    await new Promise((resolve) => setImmediate(resolve));
    return { ...outcomeOf(current), wasCut };
  } finally {
    clearTimeout(late);
    run = undefined;
  }
}

const environment = { name: 'node', options: null };
let start: Promise<void> | undefined;

function started(config: SerializedConfig): Promise<void> {
  start ??= ask('start', {
    poolId: 1,
    workerId: 1,
    options: { reportMemory: false },
    context: { environment, config: configOf(config), pool: 'workbook' },
    traces: { enabled: false },
  });
  return start;
}

/** The suite's configuration, its time limits too, without what is the suite's own. */
const configOf = (config: SerializedConfig): SerializedConfig => ({
  ...config,
  // So that vitest asks after each test that fails: see `answerTo`.
  bail: 1,
  setupFiles: [],
  env: {},
  retry: 0,
  isolate: false,
  allowOnly: true,
  testNamePattern: undefined,
  // What is printed goes the way of all that learner code prints.
  disableConsoleIntercept: true,
  snapshotOptions: { ...config.snapshotOptions, snapshotEnvironment: new VitestSnapshotEnvironment() },
});

// What the worker sends: the end of something that it was asked for, or a question of its own.
type Sent = { __vitest_worker_response__: true; error?: SerializedError } | Question | { t: 's' };
interface Question {
  t: 'q';
  m: string;
  a: readonly unknown[];
  /** None where it wants no answer. */
  i?: string;
}

const listeners = new Set<(message: unknown) => void>();
let ended = (_error: SerializedError | undefined): void => {};

function say(message: object): void {
  for (const listener of listeners) listener(message);
}

async function ask(type: 'start' | 'run', rest: object): Promise<void> {
  const end = Promise.withResolvers<SerializedError | undefined>();
  ended = end.resolve;
  say({ __vitest_worker_request__: true, type, ...rest });
  const error = await end.promise;
  if (error) throw new Error(error.message);
}

function hear(message: Sent): void {
  if ('__vitest_worker_response__' in message) return ended(message.error);
  if (message.t !== 'q') return;
  const answer = answerTo(message);
  if (message.i !== undefined) say({ t: 's', i: message.i, r: answer });
}

/** What vitest would answer to its worker, as far as the worker goes by it. */
function answerTo({ m: method, a: args }: Question): unknown {
  switch (method) {
    case 'onCollected':
      return collected(args[0]);
    // Asked after each test that fails, to end the run where there were too many before: there are never too many.
    case 'getCountOfFailedTests':
      if (isEnough()) skipWhatIsLeft();
      return -1;
    case 'resolveSnapshotPath':
      return `${String(args[0])}.snap`;
    case 'onTaskArtifactRecord':
      return args[1];
    default:
      return undefined;
  }
}

function collected(files: unknown): void {
  if (!run) return;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- vitest's own, which will run what stands in it
  [run.loaded] = files as [RunnerTestFile];
  if (run.orders.reversed) reverse(run.loaded.tasks);
}

function reverse(tasks: RunnerTask[]): void {
  tasks.reverse();
  for (const task of tasks) if (task.type === 'suite') reverse(task.tasks);
}

/** Whether one of the decisive tests has failed by an assertion. */
const isEnough = (): boolean =>
  testsIn(run?.loaded?.tasks)
    .map(toOutcome)
    .some((test) => run?.orders.decisive.includes(test.name) && failedByAssertion(test));

/** What runs already, side by side with others, comes to its own end. */
function skipWhatIsLeft(): void {
  for (const test of testsIn(run?.loaded?.tasks)) if (!test.result) test.mode = 'skip';
}

const testsIn = (tasks: readonly RunnerTask[] = []): RunnerTestCase[] =>
  tasks.flatMap((task) => (task.type === 'test' ? [task] : testsIn(task.tasks)));

const suitesIn = (task: RunnerTask): RunnerTask[] =>
  task.type === 'test' ? [] : [task, ...task.tasks.flatMap(suitesIn)];

function outcomeOf({ loaded, uncaught }: Run): Pick<TestRun, 'tests' | 'errors'> {
  const outside = loaded ? suitesIn(loaded).flatMap(({ result }) => result?.errors ?? []) : [];
  return { tests: testsIn(loaded?.tasks).map(toOutcome), errors: [...outside, ...uncaught].map(toError) };
}

const states = new Map<string | undefined, TestOutcome['state']>([
  ['pass', 'passed'],
  ['fail', 'failed'],
]);

const toOutcome = ({ fullTestName, result }: RunnerTestCase): TestOutcome => ({
  name: cut(fullTestName),
  state: states.get(result?.state) ?? 'skipped',
  errors: (result?.errors ?? []).map(toError),
});

function toError(error: unknown): TestOutcome['errors'][number] {
  if (typeof error !== 'object' || error === null) return { name: '', message: cut(error) };
  return {
    name: 'name' in error ? cut(error.name) : '',
    message: 'message' in error ? cut(error.message) : '',
  };
}

const cut = (text: unknown): string => String(text).slice(0, mostLetters);

init({
  post: hear,
  on: (listener) => void listeners.add(listener),
  off: (listener) => void listeners.delete(listener),
  runTests: (state, traces) => runBaseTests('run', state, traces),
  collectTests: (state, traces) => runBaseTests('collect', state, traces),
  setup: setupEnvironment,
});
