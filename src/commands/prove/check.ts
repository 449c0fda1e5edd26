import type { Chapter, Course } from '../../course/course.ts';
import type { Broker } from '../../lab/broker/broker.ts';
import { findExercise } from '../../course/find-exercise.ts';
import { checkCourse } from '../../grading/check/check-course.ts';
import type { Finding } from '../../grading/check/finding.ts';
import { provedIn, startRecord, type Recorder } from '../../grading/check/proved.ts';
import type { ExerciseOutcome } from '../../grading/check/run-trials.ts';
import type { Scope } from '../../grading/check/scope.ts';
import type { Repeat } from '../../grading/check/trial.ts';
import { createGrader } from '../../grading/grader.ts';
import { sideBySide } from '../../grading/side-by-side.ts';
import { checkNotebooks, type NotebookOutcome } from '../../notebook/check-notebooks.ts';
import { ensure } from '../../setup/start-setup.ts';
import { checkText } from '../../text/words.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { findingLine, findInLessons, hasConfluentClient, markOf } from './check-lesson.ts';
import type { Context, ExitCode } from '../context.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';

export interface CheckArgs {
  /** Exercises as typed; all where empty. */
  readonly only: readonly string[];
  /** Lessons whose programs are run. With them `only` means what it says, also where it is empty. */
  readonly lessons?: readonly Chapter[];
  /** How often everything is run. */
  readonly repeat: Repeat;
  /** Whole where not said. */
  readonly scope?: Scope;
  /** Seed of a sample of what is proved already, in place of a scope. */
  readonly sample?: number | undefined;
  /** Keeps in docs/proved.json what this run proves. */
  readonly record?: boolean;
  readonly broker: WantedSource;
  /** Leave notebooks out, for a caller that proves them apart. */
  readonly withoutNotebooks?: boolean;
}

/** Proves the content: files, texts, stubs that fail, solutions that pass, wrong answers that are rejected. 0 sound, 1 not. */
export async function check(context: Context, args: CheckArgs): Promise<ExitCode> {
  const { output, signal } = context;
  const course = context.course();
  const only = args.only.map((typed) => findExercise(course, typed));
  const isAll = only.length === 0 && !args.lessons;
  const native = await hasConfluentClient();
  if (!native) output.note(checkText.noConfluent);
  const scope = args.scope ?? scopeFrom(context, args.sample);
  const recorder = args.record === true ? recorderFor(context, { scope, native }) : undefined;
  await using broker = await obtainBroker(context, args.broker);
  await using grader = await createGrader({ broker, parallel: sideBySide, keep: true });
  const { findings, exercises } = await checkCourse({
    course,
    only: isAll ? undefined : only,
    repeat: args.repeat,
    scope,
    grader,
    native,
    signal,
    onExercise: (outcome) => {
      output.print(exerciseLine(context, outcome));
      // At once, because a run that is repeated takes long and may not come to its end.
      for (const finding of outcome.findings) output.print(findingLine(output, finding));
    },
  });
  signal.throwIfAborted();
  if (recorder) output.note(checkText.recorded(await recorder.write(exercises, args.repeat), exercises.length));
  const chapters = lessonsOf(course, args);
  const inLessons = await findInLessons(context, { chapters, broker, confluent: native });
  const inNotebooks = isAll && !args.withoutNotebooks ? await findInNotebooks(context, broker) : [];
  const all = [...findings, ...inLessons, ...inNotebooks];
  return report(context, all, exercises);
}

const scopeFrom = ({ course }: Context, seed: number | undefined): Scope =>
  seed === undefined ? { kind: 'whole' } : { kind: 'sample', seed, isProved: provedIn(course()) };

// Solutions alone are asked of another kind of broker; the programs of lessons were proved on the first.
const lessonsOf = ({ chapters }: Course, { only, lessons, scope }: CheckArgs): readonly Chapter[] =>
  lessons ?? (only.length === 0 && scope?.kind !== 'solutions' ? chapters : []);

// Half of the answers prove nothing of the others.
function recorderFor({ course, output }: Context, run: { scope: Scope; native: boolean }): Recorder | undefined {
  if (run.native && run.scope.kind === 'whole') return startRecord(course());
  output.note(checkText.notRecorded);
  return undefined;
}

function report({ output }: Context, findings: readonly Finding[], exercises: readonly ExerciseOutcome[]): ExitCode {
  const told = new Set(exercises.flatMap((outcome) => outcome.findings));
  for (const finding of findings) if (!told.has(finding)) output.print(findingLine(output, finding));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const runs = exercises.reduce((sum, { results }) => sum + results.length, 0);
  output.print(checkText.summary({ exercises: exercises.length, runs, errors, warnings: findings.length - errors }));
  output.data({ ok: errors === 0, findings, results: exercises.flatMap(({ results }) => results) });
  return errors === 0 ? 0 : 1;
}

async function findInNotebooks(context: Context, broker: Broker): Promise<Finding[]> {
  const { output, signal } = context;
  try {
    await ensure(['jupyter', 'kernel'], { signal });
  } catch (cause) {
    if (!(cause instanceof WorkbookError)) throw cause;
    output.note(checkText.noNotebooks(cause.message));
    return [];
  }
  const onNotebook = ({ where, seconds, findings }: NotebookOutcome): void =>
    output.print(`${markOf(output, findings)} ${where} ${output.paint('dim', checkText.seconds(seconds))}`);
  const outcomes = await checkNotebooks(context.course(), { broker, signal, onNotebook });
  return outcomes.flatMap(({ findings }) => [...findings]);
}

function exerciseLine({ output }: Context, { exercise, findings, results, duration }: ExerciseOutcome): string {
  return `${markOf(output, findings)} ${exercise.label} ${exercise.title} ${output.paint('dim', checkText.runs(results.length, duration))}`;
}
