// A seat where one suite is judged at a time: one instance of vitest, kept alive, because starting it takes longer than
// judging. What it reports is gathered here as plain data.
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createVitest, type Reporter, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import type { SerializedError } from 'vitest';
import type { Closed } from '../testkit/process/close-folders.ts';
import type { Patience } from '../testkit/patience.ts';
import type { Job } from '../testkit/job.ts';
import type { Ending, ReportedError, ReportedTest, RunReport } from './run-report.ts';
import { endSuiteProcess, type SpareProcesses } from './spare-processes.ts';
import { SuiteProcess, type Drill, type KeptProcess } from './suite-process.ts';

export interface SeatRun {
  /** Absolute path of the suite. */
  readonly suite: string;
  readonly job: Job & { subject: string };
  readonly signal: AbortSignal | undefined;
  /** What the file under test may not read. */
  readonly closed: Closed;
  /** Whether somebody waits for the next run already. */
  readonly hurry: boolean;
  /** Of a run that has a cluster. */
  readonly drill: Drill | undefined;
  /** Called with each test as it ends, and all that is known of the run. */
  readonly onTest: (test: ReportedTest, soFar: RunReport) => void;
}

export interface SeatOptions {
  /** Whether one process may serve many runs, which are all of one learner. */
  readonly keep: boolean;
  readonly patience: Patience;
  /** Only tests whose id holds this text. */
  readonly test: string | undefined;
  /** The learner's process waits for a debugger at this address. */
  readonly onDebugger: ((url: string) => void) | undefined;
}

const deadlineSeconds = 120;
const setUpFile = fileURLToPath(new URL('worker/set-up.ts', import.meta.url));

export class Seat implements AsyncDisposable {
  readonly #spares: SpareProcesses;
  readonly #options: SeatOptions;
  #vitest: Vitest | undefined;
  #process: SuiteProcess | undefined;
  #kept: KeptProcess | undefined;
  #gathered = new Gathered(() => {});

  constructor(spares: SpareProcesses, options: SeatOptions) {
    this.#spares = spares;
    this.#options = options;
  }

  /** Whether a process is kept for the next run. */
  get isWarm(): boolean {
    return this.#kept !== undefined;
  }

  /** Starts vitest ahead of the first run. */
  async open(root: string): Promise<void> {
    this.#vitest = await withoutLeaving(async () =>
      createVitest(
        'test',
        {
          root,
          config: false,
          watch: false,
          api: false,
          cache: false,
          pool: { name: 'workbook', createPoolWorker: () => this.#newProcess() },
          reporters: [this.#reporter()],
          setupFiles: [setUpFile],
          // Node's own import and type stripping, as in vitest.config.ts.
          experimental: { viteModuleRunner: false, nodeLoader: false },
          // A test that names a limit has that one.
          testTimeout: this.#within(10_000),
          hookTimeout: this.#within(10_000),
          ...(this.#options.test !== undefined && { testNamePattern: RegExp.escape(this.#options.test) }),
          dangerouslyIgnoreUnhandledErrors: true,
        },
        {},
        { stdout: nowhere(), stderr: nowhere() },
      ),
    );
  }

  /** Runs one suite to its end, or to the end of the process that runs it. */
  async run({ suite, job, signal, drill, onTest, ...how }: SeatRun): Promise<RunReport> {
    const vitest = this.#vitest;
    if (!vitest) throw new Error('The seat is not open.');
    const started = performance.now();
    const gathered = new Gathered((test, tests) => onTest(test, { ...empty, tests }));
    this.#gathered = gathered;
    const load = { workbook: 'load', suite, subject: job.subject, ...how } as const;
    const process = new SuiteProcess({
      spares: this.#spares,
      kept: this.#kept,
      onDebugger: this.#options.onDebugger,
      load,
      drill,
    });
    this.#process = process;
    using _ = endAfter(process, signal, this.#within(deadlineSeconds * 1_000));
    await withoutExitCode(async () => {
      vitest.provide('workbook', job);
      await vitest.runTestSpecifications([vitest.getRootProject().createSpecification(suite)]);
    });
    const report = { ...gathered.report(await process.ending()), duration: performance.now() - started };
    this.#kept = await process.keep(this.#options.keep && isSound(report, job.endsAtFailure));
    return report;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process?.end({ kind: 'stopped' });
    if (this.#kept) endSuiteProcess(this.#kept.child);
    await withoutExitCode(async () => this.#vitest?.close());
  }

  /** Milliseconds, on a machine as slow as this one, or with somebody at a breakpoint. */
  #within(usual: number): number {
    const { factor, isDebugged } = this.#options.patience;
    return isDebugged ? 2 ** 31 - 1 : Math.round(usual * factor);
  }

  #newProcess(): SuiteProcess {
    if (!this.#process) throw new Error('vitest asked for a process outside of a run.');
    return this.#process;
  }

  #reporter(): Reporter {
    return {
      onTestModuleCollected: (module) => this.#gathered.collected(module),
      onTestCaseResult: (test) => this.#gathered.ended(test),
      onUserConsoleLog: ({ content, taskId }) => this.#gathered.printed(content, taskId),
      onTestRunEnd: (modules, errors) => this.#gathered.over(modules, errors),
    };
  }
}

class Gathered {
  readonly #onTest: (test: ReportedTest, tests: ReportedTest[]) => void;
  readonly #printed = new Map<string, string>();
  #cases: TestCase[] = [];
  #loading: readonly ReportedError[] = [];
  #uncaught: readonly ReportedError[] = [];
  #trouble: Ending | undefined;

  constructor(onTest: (test: ReportedTest, tests: ReportedTest[]) => void) {
    this.#onTest = onTest;
  }

  collected(module: TestModule): void {
    this.#cases = [...module.children.allTests()].filter(
      ({ options }) => options.mode !== 'skip' && options.mode !== 'todo',
    );
  }

  ended(test: TestCase): void {
    if (this.#cases.some(({ id }) => id === test.id)) this.#onTest(this.#toTest(test), this.#tests());
  }

  printed(content: string, task: string | undefined): void {
    const before = this.#printed.get(task ?? '') ?? '';
    if (before.length < printLimit) this.#printed.set(task ?? '', before + content.slice(0, printLimit));
  }

  over(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const [module] = modules;
    this.#loading = module ? module.errors().map(toError) : [];
    this.#uncaught = errors.filter((error) => !isOfPool(error)).map(toError);
    const trouble = errors.find(isOfPool);
    if (trouble) this.#trouble = { kind: 'unstarted', reason: deepest(trouble) };
  }

  /** @param ending why the process ended, if that is known: vitest knows only that it did. */
  report(ending: Ending | undefined): Omit<RunReport, 'duration'> {
    const why = ending ?? this.#trouble;
    const printed = this.#printedOutside();
    return { tests: this.#tests(), loading: this.#loading, uncaught: this.#uncaught, printed, ending: why };
  }

  #tests(): ReportedTest[] {
    return this.#cases.map((test) => this.#toTest(test));
  }

  #printedOutside(): string {
    const tests = new Set(this.#cases.map(({ id }) => id));
    return [...this.#printed].flatMap(([task, text]) => (tests.has(task) ? [] : [text])).join('');
  }

  #toTest(test: TestCase): ReportedTest {
    const { state, errors } = test.result();
    const { proves = [], requirements = [] } = test.meta();
    return {
      id: test.fullName,
      state: state === 'passed' || state === 'failed' ? state : 'pending',
      proves,
      requirements: requirements.map(({ error, ...judged }) => ({
        ...judged,
        ...(error && { error: { ...error, test: undefined } }),
      })),
      errors: (errors ?? []).map(toError),
      printed: this.#printed.get(test.id) ?? '',
      duration: test.diagnostic()?.duration ?? 0,
    };
  }
}

// What a test left open when it was cut off (connections, servers) must not reach the next run.
function isSound({ tests, loading, uncaught, ending }: RunReport, endsAtFailure = false): boolean {
  const isEarly = endsAtFailure && tests.some(({ state }) => state === 'failed');
  const isOver = isEarly || (tests.length > 0 && tests.every(({ state }) => state !== 'pending'));
  const timedOut = tests.some(({ errors }) => errors.some(({ message }) => message.startsWith('Test timed out')));
  return isOver && !timedOut && !ending && loading.length === 0 && uncaught.length === 0;
}

// The pool of vitest reports its worker's trouble as an aggregate of errors, with the reason deep inside.
const isOfPool = ({ message }: SerializedError): boolean => /^(Errors occurred while|\[vitest)/.test(message);

function deepest(error: SerializedError): string {
  const { errors } = error;
  const inner: SerializedError | undefined = error.cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  return inner ? deepest(inner) : error.message;
}

const printLimit = 100_000;
const empty: RunReport = { tests: [], loading: [], uncaught: [], printed: '', ending: undefined, duration: 0 };

function toError(error: SerializedError): ReportedError {
  const { name = '', message, stack = '', expected, actual, VITEST_TEST_NAME: test } = error;
  const ofSubject = error['ofSubject'] === true;
  return { name, message, stack, expected: asText(expected), actual: asText(actual), test: asText(test), ofSubject };
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

function endAfter(process: SuiteProcess, signal: AbortSignal | undefined, ms: number): Disposable {
  const stop = (): void => process.end({ kind: 'stopped' });
  const late = setTimeout(() => process.end({ kind: 'deadline', seconds: Math.round(ms / 1_000) }), ms);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  return {
    [Symbol.dispose]: () => {
      clearTimeout(late);
      signal?.removeEventListener('abort', stop);
    },
  };
}

// vitest sets the exit code of this process when a test fails. Here a failed test is an answer like any other.
async function withoutExitCode(run: () => Promise<void>): Promise<void> {
  const { exitCode } = process;
  try {
    await run();
  } finally {
    process.exitCode = exitCode;
  }
}

// vitest leaves the process at a signal, without waiting for what others have to put in order. Here that is the command line's part.
async function withoutLeaving(create: () => Promise<Vitest>): Promise<Vitest> {
  const events: NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
  const before = new Set(events.flatMap((event) => process.listeners(event)));
  const vitest = await create();
  for (const event of events) {
    for (const listener of process.listeners(event)) {
      if (listener.name === 'onExit' && !before.has(listener)) process.off(event, listener);
    }
  }
  return vitest;
}
