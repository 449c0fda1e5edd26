import { closest } from 'fastest-levenshtein';
import type { Chapter } from '../../course/course.ts';
import type { Progress } from '../../progress/progress.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { chooseExercise } from './progress-in-context.ts';
import type { Context } from '../context.ts';

/**
 * The chapter that was typed (`1`, `01`, `connections`, `01-connections`); where none was, the one the learner is at.
 * @throws WorkbookError (usage) that suggests the nearest where there is none.
 */
export function chooseChapter(context: Context, progress: Progress, typed: string | undefined): Chapter {
  const { text, course } = context;
  const { chapters } = course();
  const wanted = typed?.trim().toLowerCase() ?? chooseExercise(context, progress, undefined).chapter;
  const found = chapters.find((chapter) => namesOf(chapter).includes(wanted.replace(/^0+/, '')));
  if (found) return found;
  const names = chapters.flatMap(namesOf);
  throw new WorkbookError(names.length > 0 ? text.read.noChapter(wanted) : text.read.noChapters, {
    next: text.read.noChapterNext(names.length > 0 ? closest(wanted, names) : undefined),
    fault: 'usage',
  });
}

const namesOf = ({ key, number, slug }: Chapter): string[] => [String(number), slug, key.replace(/^0+/, '')];
