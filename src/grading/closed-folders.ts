import { dirname, join, relative } from 'node:path';
import type { Exercise } from '../course/course.ts';
import type { Closed } from '../testkit/process/close-folders.ts';

/** A file that was handed in: the folder of whoever did it, and the one that holds everybody's. */
export interface Submitted {
  readonly folder: string;
  readonly among: string;
}

/** What the file under test may not read: the course's solutions, unless it is one, and what others have handed in. */
export function closedTo(path: string, { exercise, submitted }: { exercise: Exercise; submitted?: Submitted }): Closed {
  const solutions = join(dirname(exercise.files.stub), '..', '..', 'solutions');
  if (isInside(path, solutions)) return { folders: [], except: [] };
  return {
    folders: [solutions, ...(submitted ? [submitted.among] : [])],
    except: submitted ? [submitted.folder] : [],
  };
}

const isInside = (path: string, folder: string): boolean => !relative(folder, path).startsWith('..');
