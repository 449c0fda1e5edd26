import { mainSolution } from '../course/answer.ts';
import { findBroker } from '../lab/broker/find-broker.ts';
import { loadCourse } from '../course/load-course.ts';
import { createGrader } from '../grading/grader.ts';
import { sideBySide } from '../grading/side-by-side.ts';
import { WorkbookError } from '../workbook-error.ts';
import { timed, type Bench, type Figure } from './figure.ts';
import { words } from './words.ts';

/** All exercises of the first chapter, with their solutions, two at a time where there are two cores. */
export async function measureWholeChapter({ repeat, root, signal }: Bench): Promise<readonly Figure[]> {
  const [chapter] = loadCourse(root).chapters;
  if (!chapter) throw new WorkbookError(words.noChapters, { next: words.noChaptersNext });
  await using broker = await findBroker({ source: 'embedded', signal });
  await using grader = await createGrader({ broker, parallel: sideBySide, keep: true });
  const samples: number[] = [];
  for (let n = 0; n < Math.max(3, Math.ceil(repeat / 4)); n += 1) {
    const grades = chapter.exercises.map(
      (exercise) => async () => grader.grade({ exercise, subject: mainSolution(exercise), signal }),
    );
    samples.push(await timed(async () => Promise.all(grades.map(async (grade) => grade()))));
  }
  const name = words.chapter(chapter.number, chapter.exercises.length);
  return [{ name, unit: 'ms', samples }];
}
