import { stripVTControlCharacters } from 'node:util';
import type { Exercise } from '../course/course.ts';
import { progressOf } from '../progress/progress.ts';
import { watchText } from './words.ts';
import type { Scene } from './scene.ts';
import type { Look } from './look.ts';

/** The keys that do something here, as many lines as they need. */
export function keyLines({ state, look }: Scene, exercise: Exercise): string[] {
  const { state: standing, hintsShown } = progressOf(state.progress, exercise.id);
  const { keys } = watchText;
  const hints = exercise.hints.length > 0 ? ` ${hintsShown}/${exercise.hints.length}` : '';
  return barLines(
    [
      ['n', standing === 'pending' ? keys.skip : keys.next],
      ['h', keys.hint + hints],
      ['t', keys.task],
      ['r', keys.run],
      ['l', keys.list],
      ['s', keys.solution],
      ['x', keys.reset],
      ['u', keys.undo],
      ['q', keys.quit],
    ],
    look,
  );
}

/** Pairs of key and meaning, wrapped between pairs. */
export function barLines(pairs: readonly (readonly [key: string, meaning: string])[], look: Look): string[] {
  const lines: string[] = [];
  let line = '';
  for (const [key, meaning] of pairs) {
    const pair = `${look.paint(['bold', 'cyan'], key)} ${meaning}`;
    const longer = line === '' ? pair : `${line}  ${pair}`;
    if (line !== '' && stripVTControlCharacters(longer).length > look.columns) {
      lines.push(line);
      line = pair;
    } else line = longer;
  }
  return [...lines, line];
}
