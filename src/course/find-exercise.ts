import { command } from '../text/command.ts';
import { closest, distance } from 'fastest-levenshtein';
import { WorkbookError } from '../workbook-error.ts';
import { allExercises, type Course, type Exercise } from './course.ts';
import { words } from './words.ts';

/**
 * Finds an exercise by what a learner may type: `1/2`, `01/02`, `connections/describe-a-cluster`, its slug or its file.
 * @throws WorkbookError (usage) that suggests the nearest where there is none.
 */
export function findExercise(course: Course, typed: string): Exercise {
  const exercises = allExercises(course);
  const wanted = normalise(typed);
  const found = exercises.find((exercise) => namesOf(exercise).includes(wanted));
  if (found) return found;
  throw new WorkbookError(words.noExercise(JSON.stringify(typed)), {
    next: suggestion(wanted, exercises),
    fault: 'usage',
  });
}

function normalise(typed: string): string {
  const numbers = /^0*(\d+)[/.]0*(\d+)$/.exec(typed.trim());
  if (numbers) return `${numbers[1]}/${numbers[2]}`;
  return typed
    .trim()
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^(.*\/)?exercises\//, '')
    .replace(/\.(test\.)?(ts|md)$/, '')
    .replace(/(^|\/)\d{2}-/g, '$1');
}

const namesOf = (exercise: Exercise): string[] => [exercise.label, exercise.id, exercise.slug];

function suggestion(wanted: string, exercises: Exercise[]): string {
  const names = exercises.flatMap(namesOf);
  const nearest = names.length ? closest(wanted, names) : undefined;
  if (nearest && distance(wanted, nearest) <= Math.max(2, wanted.length / 3)) return words.nearest(nearest);
  return words.seeAll(command('list'));
}
