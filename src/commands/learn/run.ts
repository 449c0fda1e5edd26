import { learnersFile } from '../../course/answer.ts';
import type { Exercise } from '../../course/course.ts';
import { createGrader, type GraderOptions } from '../../grading/grader.ts';
import { isVerdict, type Result } from '../../grading/result.ts';
import { suiteDamage } from '../../progress/originals.ts';
import { progressOf } from '../../progress/progress.ts';
import { suiteWords } from '../../testkit/suite-words.ts';
import { fileLink } from '../../text/file-link.ts';
import { watchText } from '../../watch/words.ts';
import { nextExercise } from '../../watch/next-exercise.ts';
import { outline } from '../../watch/outline.ts';
import { summaryLines, testLines } from '../../watch/verdict.ts';
import { lookText } from '../../text/words.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { lookOf } from '../look-of.ts';
import type { Context, ExitCode } from '../context.ts';
import { obtainAndTell, type WantedBroker } from '../obtain-broker.ts';
import { chooseExercise, learnerProgress, record } from './progress-in-context.ts';

export interface RunArgs extends WantedBroker {
  readonly exercise?: string | undefined;
  /** Leave the run's topics and groups on the broker. */
  readonly keep?: boolean;
  /** Only tests whose id holds this. */
  readonly test?: string | undefined;
  /** Wait for a debugger. */
  readonly inspect?: boolean;
}

/** Checks the learner's file once, test by test. 0 passed, 1 not, 3 not graded. */
export async function run(context: Context, args: RunArgs): Promise<ExitCode> {
  const { output, signal } = context;
  const before = await learnerProgress(context);
  const exercise = chooseExercise(context, before, args.exercise);
  const { id, files, label, title } = exercise;
  refuseUnknownTest(context, exercise, args.test);
  const look = lookOf(context);
  const selected = id === before.current ? before : await record(context, before, { type: 'selected', exercise: id });
  output.print(output.paint('bold', `${label} ${title}`));
  output.print(fileLink(files.stub, output.colour));
  await tellOfSuite(context, exercise);
  await using broker = await obtainAndTell(context, args);
  await using grader = await createGrader({ broker, ...wishesOf(context, args) });
  if (args.keep && broker.source === 'embedded') output.note(lookText.keepsNothing);
  const result = await grader.grade({
    exercise,
    subject: learnersFile(files.stub),
    signal,
    onTest: (test) => testLines(test, look).forEach((line) => output.print(line)),
    onPhase: (phase) => output.note(watchText.phase(phase)),
  });
  const passed = result.status === 'passed';
  output.data(result);
  output.print();
  for (const line of summaryLines(result, exercise.requirements, look)) output.print(line);
  // A part of the suite says nothing about the whole.
  if (args.test !== undefined) return allPassed(result) ? 0 : 1;
  if (result.status === 'not-graded') return 3;
  if (!isVerdict(result)) return 1;
  const at = new Date().toISOString();
  const after = await record(context, selected, { type: 'attempted', exercise: id, passed, points: result.points, at });
  sayWhatNext(context, result, after);
  return passed ? 0 : 1;
}

// Before a broker is looked for: whoever mistyped it need not wait.
function refuseUnknownTest({ text }: Context, { files, label }: Exercise, wanted: string | undefined): void {
  const ids = Object.keys(suiteWords(files.suite).tests);
  if (wanted === undefined || ids.length === 0 || ids.some((id) => id.includes(wanted))) return;
  throw new WorkbookError(text.run.noTest(label, wanted), { next: text.run.tests(ids), fault: 'usage' });
}

async function tellOfSuite({ output, paths }: Context, exercise: Exercise): Promise<void> {
  const damage = await suiteDamage(paths.state, exercise);
  if (damage !== undefined) output.note(damage);
}

function wishesOf({ output, text }: Context, { keep, test, inspect }: RunArgs): Omit<GraderOptions, 'broker'> {
  return {
    keepTopics: keep === true,
    ...(test !== undefined && { test }),
    ...(inspect && { onDebugger: (url) => output.print(text.run.debugger(url)) }),
  };
}

const allPassed = ({ tests }: Result): boolean => tests.length > 0 && tests.every(({ state }) => state === 'passed');

function sayWhatNext(context: Context, result: Result, progress: Awaited<ReturnType<typeof learnerProgress>>): void {
  const { output, text } = context;
  const outlines = outline(context.course());
  const exercise = outlines.find(({ id }) => id === result.exercise);
  if (!exercise) return;
  if (result.status !== 'passed') {
    const more = exercise.hints > progressOf(progress, exercise.id).hintsShown;
    if (more) output.print(text.task.hint(exercise.label));
    return;
  }
  output.print(nextExercise(outlines, progress, exercise.id) ? text.run.goOn : text.task.allDone);
  output.print(text.run.solution(exercise.label));
}
