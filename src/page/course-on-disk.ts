import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Course } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';

const checkEvery = 500;
const contentFolders = ['lessons', 'exercises', 'solutions', 'notebooks'];

/**
 * The course as it is on disk now, read again only after a content file has changed (looked at twice a second at most).
 */
export function courseOnDisk(root: string): () => Course {
  let checkedAt = -Infinity;
  let seen = '';
  let course: Course | undefined;
  return () => {
    if (course && performance.now() - checkedAt < checkEvery) return course;
    const now = stateOf(root);
    if (!course || now !== seen) {
      course = undefined;
      course = loadCourse(root);
      seen = now;
    }
    checkedAt = performance.now();
    return course;
  };
}

// Names and times of all Markdown, and the names of everything else that the course lists.
function stateOf(root: string): string {
  return contentFolders.map((folder) => stateOfFolder(join(root, folder))).join('\n');
}

function stateOfFolder(folder: string): string {
  return entries(folder)
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return `${entry.name}/${stateOfFolder(path)}`;
      return entry.name.endsWith('.md')
        ? `${entry.name}@${statSync(path, { throwIfNoEntry: false })?.mtimeMs}`
        : entry.name;
    })
    .join('\n');
}

function entries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
