import { findBroker } from '../lab/broker/find-broker.ts';
import { loadCourse } from '../course/load-course.ts';
import { describeCellFailure, runNotebook } from '../notebook/run-notebook.ts';
import { ensure } from '../setup/start-setup.ts';
import { WorkbookError } from '../workbook-error.ts';
import type { Bench, Figure } from './figure.ts';
import { words } from './words.ts';

/** The first chapter's notebook from top to bottom through the real kernel, its start and end included. */
export async function measureNotebook({ repeat, root, signal }: Bench): Promise<readonly Figure[]> {
  const notebook = loadCourse(root).chapters.find((chapter) => chapter.notebook)?.notebook;
  if (!notebook) throw new WorkbookError(words.noNotebook, { next: words.noNotebookNext });
  await ensure(['jupyter', 'kernel'], { signal });
  await using broker = await findBroker({ source: 'embedded', signal });
  const samples: number[] = [];
  for (let n = 0; n < Math.max(3, Math.ceil(repeat / 4)); n += 1) {
    const { seconds, failure } = await runNotebook({ path: notebook.paired, broker, signal });
    if (failure) throw new Error(describeCellFailure(notebook.paired, failure));
    samples.push(seconds * 1_000);
  }
  return [{ name: words.notebook, unit: 'ms', samples }];
}
