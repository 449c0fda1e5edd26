// One broken file must not take the whole course from a learner: something made up from its name stands in for it.
import { WorkbookError } from '../workbook-error.ts';

/** What `read` gives; where content is broken, what stands in for it. */
export function readOr<T>(read: () => T, standIn: (trouble: WorkbookError) => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WorkbookError) return standIn(error);
    throw error;
  }
}

/** `wait-for-all` as a title: "Wait for all". */
export function titleFrom(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
