import { join } from 'node:path';
import { loadClaims } from '../bench/claims.ts';
import { benchResultSchema } from '../bench/result.ts';
import { loadChapterPrograms } from '../chapter-programs/chapter-programs.ts';
import { loadChapterTable } from './chapter.ts';
import { newestResult } from '../results/result-file.ts';
import { matrixSchema } from '../results/result.ts';
import { projectRoot } from '../../project.ts';
import { lessonTables } from './lesson-tables.ts';

export const tablesFolder = join(projectRoot, 'benchmarks', 'tables');

/** The tables as the newest committed results make them, by name. */
export async function readTables(): Promise<Record<string, string>> {
  const [matrix, bench] = [await newestResult('matrix', matrixSchema), await newestResult('bench', benchResultSchema)];
  return lessonTables({
    matrix,
    bench,
    claims: loadClaims(),
    chapter: loadChapterTable(),
    programs: loadChapterPrograms(),
  });
}
