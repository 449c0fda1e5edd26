import { join } from 'node:path';
import { loadClaims } from '../bench/claims.ts';
import { loadChapterTable } from './chapter.ts';
import { newestResult } from '../results/newest-result.ts';
import { projectRoot } from '../../project.ts';
import { lessonTables } from './lesson-tables.ts';

export const tablesFolder = join(projectRoot, 'benchmarks', 'tables');

/** The tables as the newest committed results make them, by name. */
export function readTables(): Record<string, string> {
  const [matrix, bench] = [newestResult('matrix'), newestResult('bench')];
  return lessonTables({ matrix, bench, claims: loadClaims(), chapter: loadChapterTable() });
}
