import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverageMarkdown, deadReferences, readCoverage, unheldFaults } from '../../course/coverage.ts';
import type { Course } from '../../course/course.ts';
import { error, type Finding } from './finding.ts';
import { readMarkdown } from './read-markdown.ts';
import { problems } from './words.ts';

// The commands that references may name: those that compare clients.
const commands = ['bench', 'choose', 'matrix', 'client'];

/** The table of what the source chapter covers names only what is there, and its Markdown is that of its data. */
export function checkCoverage(course: Course): Finding[] {
  const where = 'docs/coverage.yaml';
  try {
    const coverage = readCoverage(course.root);
    if (!coverage) return [];
    const anchors = new Map(course.chapters.map(({ slug, lesson }) => [slug, readMarkdown(lesson.body).anchors]));
    const dead = deadReferences(coverage, course, { anchors, commands });
    const written = readFileSync(join(course.root, 'docs', 'coverage.md'), 'utf8');
    const stale = written === coverageMarkdown(coverage, course) ? [] : ['docs/coverage.md'];
    return [
      ...dead.map((each) => error(where, problems.dead(each))),
      ...unheldFaults(coverage).map((each) => error(where, problems.unheld(each))),
      ...stale.map((file) => error(file, problems.stale)),
    ];
  } catch (cause) {
    return [error(where, cause instanceof Error ? cause.message : String(cause))];
  }
}
