import { exercisesOf, type Exercise, type ExerciseId } from '../course/course.ts';
import { progressOf } from '../progress/progress.ts';
import type { Style } from '../text/style.ts';
import { watchText } from './words.ts';
import { barLines } from './frame-keys.ts';
import type { Scene } from './scene.ts';

/** The list, with a cursor, of which as much is shown as fits around the cursor. */
export function listFrame(scene: Scene, at: ExerciseId): string[] {
  const { look } = scene;
  const { keys } = watchText;
  const { lines, cursor } = listRows(scene, at);
  const bar = barLines(
    [
      ['↑↓', keys.move],
      ['Enter', keys.choose],
      ['l', keys.back],
    ],
    look,
  );
  return [...around(lines, cursor, look.rows - bar.length - 2), '', ...bar];
}

/** All chapters and exercises, and the number of the line with the cursor. */
export function listRows(scene: Scene, at: ExerciseId): { lines: string[]; cursor: number } {
  const { course, look } = scene;
  const lines: string[] = [];
  let cursor = 0;
  for (const { number, lesson, exercises } of course.chapters) {
    lines.push(look.paint('bold', `${number} ${lesson.title}`));
    for (const exercise of exercises) {
      if (exercise.id === at) cursor = lines.length;
      lines.push(row(scene, exercise, exercise.id === at));
    }
  }
  return { lines, cursor };
}

function around(rows: readonly string[], at: number, height: number): readonly string[] {
  if (rows.length <= height) return rows;
  const first = Math.max(0, Math.min(rows.length - height, at - Math.floor(height / 2)));
  return rows.slice(first, first + height);
}

function row({ state, look, course }: Scene, exercise: Exercise, isHere: boolean): string {
  const { state: standing, bestPoints } = progressOf(state.progress, exercise.id);
  const { mark, style } = marks[standing];
  const widest = Math.max(...exercisesOf(course).map(({ title }) => title.length));
  const room = Math.max(8, Math.min(widest, look.columns - 24));
  const title = exercise.title.length > room ? `${exercise.title.slice(0, room - 1)}…` : exercise.title.padEnd(room);
  const facts = [`${bestPoints}/${exercise.points}`, exercise.fast ? watchText.list.fast : ''].join(' ').trimEnd();
  const text = `${exercise.label.padEnd(5)} ${title} ${facts}`;
  if (!look.colour) return `${isHere ? '>' : ' '} ${text} ${watchText.list.states[standing]}`;
  return `${isHere ? look.paint('cyan', '❯') : ' '} ${look.paint(style, mark)} ${isHere ? look.paint('bold', text) : text}`;
}

const marks: Record<'pending' | 'passed' | 'skipped' | 'gave-up', { mark: string; style: Style }> = {
  pending: { mark: '○', style: 'dim' },
  passed: { mark: '✓', style: 'green' },
  skipped: { mark: '–', style: 'dim' },
  'gave-up': { mark: '○', style: 'magenta' },
};
