// For authors, after a change of docs/coverage.yaml, of a title or of a number: writes docs/coverage.md anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';
import { coverageMarkdown, readCoverage } from './coverage.ts';
import { loadCourse } from './load-course.ts';

const coverage = readCoverage(projectRoot);
if (coverage)
  writeFileSync(join(projectRoot, 'docs', 'coverage.md'), coverageMarkdown(coverage, loadCourse(projectRoot)));
