// Judges a file by its exercise's suite. Learner code runs in a process of its own, so that whatever it does there
// (loops, exits, crashes) is a Result here, and the next run is not concerned.
import { homedir } from 'node:os';
import { basename, dirname } from 'node:path';
import type { Broker } from '../lab/broker/broker.ts';
import type { Exercise } from '../course/course.ts';
import type { Phase } from '../lab/phase.ts';
import { projectRoot } from '../project.ts';
import { brokerAnswers, watchBroker } from './broker-answers.ts';
import { words } from './words.ts';
import { closedTo, type Submitted } from './closed-folders.ts';
import { Extras, type ExtrasOptions, type HeldExtras } from './extras.ts';
import { hasMissed } from './judge-requirements.ts';
import type { Place } from './learner-message.ts';
import { findIsolation, type Isolation } from '../testkit/process/isolation.ts';
import { machinePace } from './machine-pace.ts';
import type { About, Result, TestResult } from './result.ts';
import { whyNoFile } from './readable-file.ts';
import { RunLeftovers } from './run-leftovers.ts';
import type { RunReport } from './run-report.ts';
import { newRunPrefix } from './run-prefix.ts';
import { Seat } from './seat.ts';
import { SpareProcesses } from './spare-processes.ts';
import { subjectFileName, type Subject } from './subject.ts';
import { blankResult, toResult, toTestResult, type Graded } from './to-result.ts';
import { aboutRun } from './about.ts';
import { suiteWords } from '../testkit/suite-words.ts';
import { brokenSuite, noSuite } from './suite-trouble.ts';
import { Turns } from './turns.ts';

export type { Subject } from './subject.ts';

export interface GradeJob {
  readonly exercise: Exercise;
  readonly subject: Subject;
  /** Where the file was handed in with those of others: it may not read theirs. */
  readonly submitted?: Submitted;
  /** Ends the suite with its first test that fails: those after it are not reached. For who asks for one failure's words alone. */
  readonly endsAtFailure?: boolean;
  /** Ends the run; its Result then has status `not-graded`. */
  readonly signal?: AbortSignal;
  /** Called with each test as it ends, before the Result. */
  readonly onTest?: (test: TestResult) => void;
  /** Called with what happens to what the exercise needs beside a broker, as it happens. */
  readonly onPhase?: (phase: Phase) => void;
}

export interface Grader extends AsyncDisposable {
  /** Runs the exercise's suite against the subject; always resolves with a Result (status `not-graded` where no verdict could be made). */
  grade(job: GradeJob): Promise<Result>;
  /** What a verdict on this exercise depends on beside the answer. */
  about(exercise: Exercise): About;
}

export interface GraderOptions extends ExtrasOptions {
  readonly broker: Pick<Broker, 'connection' | 'env'> & Partial<Pick<Broker, 'kafkaVersion' | 'source' | 'users'>>;
  /** How many suites run at once; 1 where not said. */
  readonly parallel?: number;
  /** Keep processes ready between runs, for someone who saves a file and waits. Else they start as they are needed. */
  readonly warm?: boolean;
  /** All runs are of one learner, so that one process may make the verdicts of many. */
  readonly keep?: boolean;
  /** Leave the topics and groups of runs on the broker, for somebody who looks at them. Old ones go with a later run. */
  readonly keepTopics?: boolean;
  /** The learner's process waits for a debugger, at an address that is told here, and nothing has a deadline. */
  readonly onDebugger?: (url: string) => void;
  /** Only tests whose id holds this text. */
  readonly test?: string;
  /** How far learner code is kept from other processes; where not said, as far as this machine can. */
  readonly isolation?: Isolation;
}

/** Starts a grader; dispose it to remove what its runs left on the broker. */
export async function createGrader(options: GraderOptions): Promise<Grader> {
  const { broker, parallel = 1, warm = false, keep = warm } = options;
  const isolation = options.isolation ?? (await findIsolation());
  const patience = { factor: machinePace(), isDebugged: options.onDebugger !== undefined };
  const spares = new SpareProcesses(broker, { connection: broker.connection, isolation, patience }, parallel);
  spares.fill();
  const seatOptions = { keep, patience, test: options.test, onDebugger: options.onDebugger };
  const seats = Array.from({ length: parallel }, () => new Seat(spares, seatOptions));
  await Promise.all(seats.map((seat) => seat.open(projectRoot)));
  return new SeatedGrader({ ...options, warm, keep, isolation }, spares, seats);
}

interface Run {
  /** Of the file under test. */
  readonly path: string;
  readonly prefix: string;
  readonly retries: number;
  readonly extras: HeldExtras;
}

/** A verdict, and whether the fault of a drill has missed the learner's work. */
interface Judged {
  readonly result: Result;
  readonly missed: boolean;
}

/** How often a run is repeated that was not graded, before its first test or after it, and one of which the fault has missed. */
const repeats = { ungraded: 1, missed: 2 } as const;

class SeatedGrader implements Grader {
  readonly #options: GraderOptions;
  readonly #isolation: Isolation;
  readonly #spares: SpareProcesses;
  readonly #seats: readonly Seat[];
  readonly #turns: Turns<Seat>;
  readonly #leftovers: RunLeftovers;
  readonly #extras: Extras;
  #runs = 0;

  constructor(options: GraderOptions & { isolation: Isolation }, spares: SpareProcesses, seats: readonly Seat[]) {
    this.#options = options;
    this.#isolation = options.isolation;
    this.#spares = spares;
    this.#seats = seats;
    this.#turns = new Turns(seats);
    this.#leftovers = new RunLeftovers(options.broker.connection);
    this.#extras = new Extras(options);
  }

  async grade(job: GradeJob): Promise<Result> {
    const { path } = job.subject;
    const missing = whyNoFile(path);
    if (missing !== undefined) {
      const why = missing === 'missing' ? noFile(job, path) : missing;
      return blankResult('failed', why, { ...job, about: this.about(job.exercise) });
    }
    const lacks = noSuite(job.exercise) ?? this.#extras.lacks(job.exercise);
    if (lacks !== undefined) return blankResult('not-graded', lacks, { ...job, about: this.about(job.exercise) });
    let judged = await this.#attempt(job, path, 0);
    // A fault of the harness may pass; one that does not is said to be one.
    for (let retries = 1; mayRepeat(judged, retries) && (await this.#canRepeat(job)); retries++) {
      if (judged.missed) job.onPhase?.({ kind: 'missed', attempt: retries + 1 });
      judged = await this.#attempt(job, path, retries);
    }
    return judged.result;
  }

  /** Whether anybody waits for another run, and there is a broker for it. */
  async #canRepeat({ signal }: GradeJob): Promise<boolean> {
    return !signal?.aborted && (await brokerAnswers(this.#options.broker.connection));
  }

  /** One run, with what the exercise needs beside a broker. */
  async #attempt(job: GradeJob, path: string, retries: number): Promise<Judged> {
    const signal = job.signal ?? new AbortController().signal;
    try {
      using extras = await this.#extras.hold(job.exercise, { onPhase: (phase) => job.onPhase?.(phase), signal });
      return await this.#run(job, path, { retries, extras });
    } catch (error) {
      return { result: this.#unstarted(job, error, retries), missed: false };
    }
  }

  #unstarted(job: GradeJob, error: unknown, retries: number): Result {
    const reason = error instanceof Error ? error.message : String(error);
    return blankResult('not-graded', words.unstarted(reason), { ...job, about: this.about(job.exercise, retries) });
  }

  async #run(job: GradeJob, path: string, how: Pick<Run, 'retries' | 'extras'>): Promise<Judged> {
    const seat = await this.#turns.take();
    // While this one runs, the next one's process can load.
    if (this.#turns.wanted && !this.#options.keep) this.#spares.fill();
    // With the time of this run: by its age a name is known to be left over, and a session may last for days.
    const prefix = `${newRunPrefix()}-${(this.#runs += 1)}`;
    try {
      return await this.#judge(job, seat, { path, prefix, ...how });
    } finally {
      this.#turns.giveBack(seat);
      if (this.#options.warm && !seat.isWarm) this.#spares.fill();
      if (this.#options.keepTopics !== true) this.#leftovers.add(prefix);
    }
  }

  async #judge(job: GradeJob, seat: Seat, { path, prefix, retries, extras }: Run): Promise<Judged> {
    const { connection, users } = this.#options.broker;
    const about = this.about(job.exercise, retries);
    const { tests: titles } = suiteWords(job.exercise.files.suite);
    const graded: Graded = { ...job, place: placeOf(job, path, prefix), about, titles };
    const lost = new AbortController();
    using _ = watchBroker(connection, () => lost.abort());
    const report = await seat.run({
      suite: job.exercise.files.suite,
      job: {
        connection,
        prefix,
        subject: path,
        ...(users !== undefined && { users }),
        ...(job.endsAtFailure && { endsAtFailure: true }),
        ...extras.job,
      },
      drill: extras.drill,
      closed: closedTo(path, job),
      hurry: this.#turns.wanted,
      signal: job.signal ? AbortSignal.any([lost.signal, job.signal]) : lost.signal,
      onTest: (test, soFar) => job.onTest?.(toTestResult(test, soFar, graded)),
    });
    return await this.#verdict(report, graded, job);
  }

  async #verdict(report: RunReport, graded: Graded, { exercise, signal }: GradeJob): Promise<Judged> {
    const { connection } = this.#options.broker;
    const result = toResult(report, graded);
    // Read again only where something could not be loaded: it takes as long as a quick verdict.
    const broken = report.loading.length > 0 ? brokenSuite(exercise) : undefined;
    if (broken !== undefined) return ungraded(broken, graded, report);
    const missed = hasMissed(report);
    if (result.status === 'passed' || signal?.aborted || (await brokerAnswers(connection))) return { result, missed };
    return ungraded(words.brokerLost(connection.brokers.join(', ')), graded, report);
  }

  about(exercise: Exercise, retries = 0): About {
    return aboutRun(exercise, {
      kafka: this.#options.broker.kafkaVersion,
      isolation: this.#isolation.kind,
      retries,
      pace: machinePace(),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#spares[Symbol.dispose]();
    await Promise.all(this.#seats.map((seat) => seat[Symbol.asyncDispose]()));
    await Promise.all([this.#leftovers[Symbol.asyncDispose](), this.#extras[Symbol.asyncDispose]()]);
  }
}

function mayRepeat({ result, missed }: Judged, retries: number): boolean {
  const most = missed ? repeats.missed : repeats.ungraded;
  return retries <= most && result.status === 'not-graded';
}

const ungraded = (why: string, graded: Graded, { duration }: RunReport): Judged => ({
  result: blankResult('not-graded', why, graded, duration),
  missed: false,
});

const noFile = ({ exercise }: GradeJob, path: string): string =>
  words.noFile(basename(path)) + (path === exercise.files.stub ? `\n${words.bringBack(exercise.label)}` : '');

function placeOf({ exercise, subject }: GradeJob, file: string, prefix: string): Place {
  const fileName = subjectFileName(subject);
  return {
    file,
    fileName,
    importedAs: `./${basename(exercise.files.stub)}`,
    folders: [dirname(file), projectRoot, homedir()],
    prefix,
  };
}
