import { join } from 'node:path';
import { loadClaims } from '../bench/claims.ts';
import { loadChapterPrograms } from '../chapter-programs/chapter-programs.ts';
import { loadChapterTable } from './chapter.ts';
import { newestResult } from '../results/newest-result.ts';
import { projectRoot } from '../../project.ts';
import { lessonTables } from './lesson-tables.ts';

export const tablesFolder = join(projectRoot, 'benchmarks', 'tables');

/** The tables as the newest committed results make them, by name. */
export function readTables(): Record<string, string> {
  return lessonTables({
    matrix: newestResult('matrix'),
    bench: newestResult('bench'),
    claims: loadClaims(),
    chapter: loadChapterTable(),
    programs: loadChapterPrograms(),
  });
}
