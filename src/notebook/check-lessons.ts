// Runs the programs of lessons and holds what they print against what the lessons show.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Broker } from '../lab/broker/broker.ts';
import type { Chapter, Course } from '../course/course.ts';
import { error, tryTwice, type Finding } from '../grading/check/finding.ts';
import { differenceOf, shownOutputs, writeOutput, type ShownOutput } from '../grading/check/lesson-output.ts';
import { programsOf } from '../grading/check/lesson-programs.ts';
import { newRunPrefix } from '../grading/run-prefix.ts';
import { text } from './words.ts';
import { findLeftovers } from './find-leftovers.ts';
import { runByNode, type PlainRun } from './run-plain.ts';

/** Where a program is given up: machines that do many things at once are slow. */
const limitSeconds = 120;

export interface CheckLessonsOptions {
  readonly broker: Pick<Broker, 'connection' | 'env'>;
  /** Whether programs with Confluent's client can run here. */
  readonly confluent: boolean;
  /** Puts what the programs print into the lessons where it is not what they show. */
  readonly write?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told of every program as it ends. */
  readonly onProgram?: (outcome: ProgramOutcome) => void;
}

export interface ProgramOutcome {
  /** Such as `lessons/04-consumers/read.ts`. */
  readonly where: string;
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** Runs the programs of these chapters, one after the other: the times that they print would disturb each other. */
export async function checkLessons(
  { root }: Course,
  chapters: readonly Chapter[],
  options: CheckLessonsOptions,
): Promise<ProgramOutcome[]> {
  const outcomes: ProgramOutcome[] = [];
  for (const chapter of chapters) {
    for (const where of programsOf(chapter, root)) {
      const code = readFileSync(join(root, where), 'utf8');
      if (!canRun(code, options.confluent)) continue;
      const check = async (): Promise<ProgramOutcome> => checkProgram({ root, chapter, where }, options);
      // What several machines do at once may come in another order, once in a long while.
      const outcome = options.write === true ? await check() : await tryTwice(check);
      options.onProgram?.(outcome);
      outcomes.push(outcome);
    }
  }
  return outcomes;
}

// Nothing on Windows holds a process still, as programs that break a cluster of their own do.
function canRun(code: string, confluent: boolean): boolean {
  if (code.includes('openCluster') && process.platform === 'win32') return false;
  return confluent || !code.includes(`'@confluentinc/`);
}

interface Program {
  readonly root: string;
  readonly chapter: Chapter;
  readonly where: string;
}

async function checkProgram(program: Program, options: CheckLessonsOptions): Promise<ProgramOutcome> {
  const { root, where } = program;
  const { broker, signal } = options;
  const prefix = newRunPrefix();
  const start = performance.now();
  const run = await runByNode({ path: join(root, where), broker, prefix, signal, seconds: limitSeconds });
  const seconds = (performance.now() - start) / 1_000;
  const left = await findLeftovers(broker.connection, prefix);
  const problems = [
    ...(run.failure === undefined ? problemsOfOutput(program, run, options) : [run.failure]),
    ...(left.length > 0 ? [text.check.leftovers(left)] : []),
  ];
  return { where, seconds, findings: problems.map((problem) => error(where, problem)) };
}

function problemsOfOutput({ chapter, where }: Program, run: PlainRun, { write }: CheckLessonsOptions): string[] {
  const errors = run.errors.trim();
  const shown = shownOutputs(chapter.lesson.body).find(({ path }) => path === where);
  const difference = differenceOf(shown ?? { path: where, masks: [], blocks: [] }, run.printed);
  const isWritten = difference !== undefined && write === true && shown !== undefined;
  if (isWritten) writeLesson(chapter, shown, run.printed);
  return [
    ...(errors ? [text.check.wroteErrors(errors)] : []),
    ...(difference && !isWritten ? [text.check.otherOutput(difference, run.printed)] : []),
  ];
}

// The file may have changed since it was read: its blocks are found anew.
function writeLesson({ lesson }: Chapter, shown: ShownOutput, printed: string): void {
  writeFileSync(lesson.path, writeOutput(readFileSync(lesson.path, 'utf8'), shown, printed));
}
