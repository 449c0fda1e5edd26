// Judges a file by its exercise's suite. Learner code runs in a process of its own, so that whatever it does there
// (loops, exits, crashes) is a Result here, and the next run is not concerned.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname } from 'node:path';
import type { Broker } from '../lab/broker/broker.ts';
import type { Exercise } from '../course/course.ts';
import { projectRoot } from '../project.ts';
import { brokerAnswers, watchBroker } from './broker-answers.ts';
import { words } from './words.ts';
import { closedTo, type Submitted } from './closed-folders.ts';
import type { Place } from './learner-message.ts';
import { findIsolation, type Isolation } from '../testkit/process/isolation.ts';
import { machinePace } from './machine-pace.ts';
import type { About, Result, TestResult } from './result.ts';
import { RunLeftovers } from './run-leftovers.ts';
import { newRunPrefix } from './run-prefix.ts';
import { Seat } from './seat.ts';
import { SpareProcesses } from './spare-processes.ts';
import { subjectFileName, type Subject } from './subject.ts';
import { blankResult, toResult, toTestResult, type Graded } from './to-result.ts';
import { aboutRun } from './about.ts';
import { suiteWords } from '../testkit/suite-words.ts';
import { Turns } from './turns.ts';

export type { Subject } from './subject.ts';

export interface GradeJob {
  readonly exercise: Exercise;
  readonly subject: Subject;
  /** Where the file was handed in with those of others: it may not read theirs. */
  readonly submitted?: Submitted;
  /** Ends the run; its Result then has status `not-graded`. */
  readonly signal?: AbortSignal;
  /** Called with each test as it ends, before the Result. */
  readonly onTest?: (test: TestResult) => void;
}

export interface Grader extends AsyncDisposable {
  /** Runs the exercise's suite against the subject; always resolves with a Result (status `not-graded` where no verdict could be made). */
  grade(job: GradeJob): Promise<Result>;
  /** What a verdict on this exercise depends on beside the answer. */
  about(exercise: Exercise): About;
}

export interface GraderOptions {
  readonly broker: Pick<Broker, 'connection' | 'env'> & Partial<Pick<Broker, 'kafkaVersion' | 'users'>>;
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
}

class SeatedGrader implements Grader {
  readonly #options: GraderOptions;
  readonly #isolation: Isolation;
  readonly #spares: SpareProcesses;
  readonly #seats: readonly Seat[];
  readonly #turns: Turns<Seat>;
  readonly #leftovers: RunLeftovers;
  #runs = 0;

  constructor(options: GraderOptions & { isolation: Isolation }, spares: SpareProcesses, seats: readonly Seat[]) {
    this.#options = options;
    this.#isolation = options.isolation;
    this.#spares = spares;
    this.#seats = seats;
    this.#turns = new Turns(seats);
    this.#leftovers = new RunLeftovers(options.broker.connection);
  }

  async grade(job: GradeJob): Promise<Result> {
    const { path } = job.subject;
    if (!existsSync(path)) return blankResult('failed', noFile(job, path), { ...job, about: this.about(job.exercise) });
    const result = await this.#run(job, path, 0);
    // A fault of the harness may pass; one that does not is said to be one.
    const again = result.status === 'not-graded' && result.tests.length > 0 && !job.signal?.aborted;
    return again ? this.#run(job, path, 1) : result;
  }

  async #run(job: GradeJob, path: string, retries: number): Promise<Result> {
    const seat = await this.#turns.take();
    // While this one runs, the next one's process can load.
    if (this.#turns.wanted && !this.#options.keep) this.#spares.fill();
    // With the time of this run: by its age a name is known to be left over, and a session may last for days.
    const prefix = `${newRunPrefix()}-${(this.#runs += 1)}`;
    try {
      return await this.#judge(job, seat, { path, prefix, retries });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return blankResult('not-graded', words.unstarted(reason), { ...job, about: this.about(job.exercise, retries) });
    } finally {
      this.#turns.giveBack(seat);
      if (this.#options.warm && !seat.isWarm) this.#spares.fill();
      if (this.#options.keepTopics !== true) this.#leftovers.add(prefix);
    }
  }

  async #judge(job: GradeJob, seat: Seat, { path, prefix, retries }: Run): Promise<Result> {
    const { connection, users } = this.#options.broker;
    const about = this.about(job.exercise, retries);
    const { tests: titles } = suiteWords(job.exercise.files.suite);
    const graded: Graded = { ...job, place: placeOf(job, path, prefix), about, titles };
    const lost = new AbortController();
    using _ = watchBroker(connection, () => lost.abort());
    const report = await seat.run({
      suite: job.exercise.files.suite,
      job: { connection, prefix, subject: path, ...(users !== undefined && { users }) },
      closed: closedTo(path, job),
      hurry: this.#turns.wanted,
      signal: job.signal ? AbortSignal.any([lost.signal, job.signal]) : lost.signal,
      onTest: (test, soFar) => job.onTest?.(toTestResult(test, soFar, graded)),
    });
    const result = toResult(report, graded);
    if (result.status === 'passed' || job.signal?.aborted || (await brokerAnswers(connection))) return result;
    return blankResult('not-graded', words.brokerLost(connection.brokers.join(', ')), graded, report.duration);
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
    await this.#leftovers[Symbol.asyncDispose]();
  }
}

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
