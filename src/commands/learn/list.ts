import { deprecatedIn, exercisesOf, type Chapter, type Exercise, type Lesson } from '../../course/course.ts';
import { progressOf, type Progress } from '../../progress/progress.ts';
import { needsSaid } from '../../course/task.ts';
import { lackingOn, whyNotRun } from '../../grading/lacking.ts';
import { foreseeGiven } from '../../lab/broker/given.ts';
import { fileLink } from '../../text/file-link.ts';
import { nextExercise } from '../../watch/next-exercise.ts';
import { outline } from '../../watch/outline.ts';
import type { Style } from '../../text/style.ts';
import type { Context, ExitCode } from '../context.ts';
import { learnerProgress } from './progress-in-context.ts';

/** Shows chapters and exercises, what is passed, and where to go on. */
export async function list(context: Context): Promise<ExitCode> {
  const progress = await learnerProgress(context);
  context.output.data(listData(context, progress));
  printList(context, progress);
  return 0;
}

function listData(context: Context, progress: Progress) {
  const { chapters } = context.course();
  const { passed, points, maxPoints, exercises } = totals(context, progress);
  return {
    passed,
    exercises: exercises.length,
    points,
    maxPoints,
    current: progress.current,
    chapters: chapters.map(({ key, number, lesson, ...chapter }) => ({
      key,
      number,
      title: lesson.title,
      lesson: lesson.path,
      trouble: lesson.trouble?.message ?? null,
      exercises: chapter.exercises.map((exercise) => exerciseData(context, exercise, progress)),
    })),
    deprecated: doneBefore(context, progress).map((exercise) => exerciseData(context, exercise, progress)),
  };
}

function exerciseData(context: Context, exercise: Exercise, progress: Progress) {
  const { id, label, title, kind, minutes, points, fast, needs, files } = exercise;
  const about = { id, label, title, kind, minutes, points, fast, needs, lacks: lackOf(context, exercise) ?? null };
  return { ...about, file: files.stub, trouble: exercise.trouble?.message ?? null, ...progressOf(progress, id) };
}

/** Why an exercise cannot be run here, as far as that is known without a broker. */
function lackOf({ env }: Context, { needs }: Exercise): string | undefined {
  const given = foreseeGiven(env);
  return whyNotRun(needs, lackingOn(given ? { source: 'given', ...given } : { hasUsers: true }));
}

/** Exercises that the course has no longer, and the learner has begun. */
const doneBefore = (context: Context, progress: Progress): Exercise[] =>
  deprecatedIn(context.course()).filter(({ id }) => id in progress.exercises);

function totals(context: Context, progress: Progress) {
  const exercises = exercisesOf(context.course());
  return {
    exercises,
    passed: exercises.filter(({ id }) => progressOf(progress, id).state === 'passed').length,
    points: exercises.reduce((sum, { id }) => sum + progressOf(progress, id).bestPoints, 0),
    maxPoints: exercises.reduce((sum, { points }) => sum + points, 0),
  };
}

function printList(context: Context, progress: Progress): void {
  const { output, text } = context;
  const { exercises, passed, points, maxPoints } = totals(context, progress);
  output.print(output.paint('bold', text.list.title));
  output.print(`${text.list.passed(passed, exercises.length)}, ${text.list.points(points, maxPoints)}`);
  for (const chapter of context.course().chapters) printChapter(context, chapter, progress);
  output.print();
  printDeprecated(context, progress);
  const fast = exercises.filter((exercise) => exercise.fast).map(({ label }) => label);
  if (fast.length > 0) output.print(text.list.fastTrack(fast.join(', ')));
  const here = exercises.find(({ id }) => id === whereToGoOn(context, progress));
  output.print(here ? text.list.goOn(here.label) : text.list.allDone);
}

function whereToGoOn(context: Context, progress: Progress) {
  const outlines = outline(context.course());
  const current = outlines.find(({ id }) => id === progress.current)?.id;
  const isOpen = current !== undefined && progressOf(progress, current).state !== 'passed';
  return isOpen ? current : nextExercise(outlines, progress, current);
}

function printChapter(context: Context, chapter: Chapter, progress: Progress): void {
  const { output } = context;
  output.print();
  output.print(
    `${output.paint('bold', `${chapter.number} ${chapter.lesson.title}`)}  ${fileLink(chapter.lesson.path, output.colour)}`,
  );
  sayWhatIsBroken(context, chapter.lesson);
  for (const exercise of chapter.exercises) {
    output.print(exerciseLine(context, exercise, progress));
    sayWhatIsBroken(context, exercise);
    const lack = lackOf(context, exercise);
    if (lack !== undefined) output.print(`    ${context.text.list.lacks(lack)}`);
  }
}

function printDeprecated(context: Context, progress: Progress): void {
  const exercises = doneBefore(context, progress);
  if (exercises.length === 0) return;
  context.output.print(context.output.paint('bold', context.text.list.deprecated));
  for (const exercise of exercises) context.output.print(exerciseLine(context, exercise, progress));
  context.output.print();
}

function sayWhatIsBroken({ output, text }: Context, { trouble }: Lesson | Exercise): void {
  if (!trouble) return;
  output.print(output.paint('red', `  ${trouble.message}`));
  output.print(`  ${text.next} ${trouble.next}`);
}

function exerciseLine({ output, text }: Context, exercise: Exercise, progress: Progress): string {
  const { state, bestPoints } = progressOf(progress, exercise.id);
  const { mark, style } = marks[state];
  const facts = [
    output.colour ? '' : text.stateNames[state],
    text.list.exercisePoints(bestPoints, exercise.points),
    exercise.fast ? text.list.fast : '',
    needsSaid(exercise.needs),
    progress.current === exercise.id ? text.list.current : '',
  ].filter((fact) => fact !== '');
  const space = Math.max(10, Math.min(48, output.columns - 34));
  const title = exercise.title.length > space ? `${exercise.title.slice(0, space - 1)}…` : exercise.title;
  const shownMark = output.colour ? `${output.paint(style, mark)} ` : '';
  return `  ${shownMark}${exercise.label.padEnd(5)} ${title.padEnd(space)}  ${facts.join(', ')}`;
}

const marks: Record<'pending' | 'passed' | 'skipped' | 'gave-up', { mark: string; style: Style }> = {
  pending: { mark: '○', style: 'reset' },
  passed: { mark: '✓', style: 'green' },
  skipped: { mark: '–', style: 'reset' },
  'gave-up': { mark: '○', style: 'magenta' },
};
