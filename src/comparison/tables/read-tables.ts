import { join } from 'node:path';
import { loadClaims } from '../bench/claims.ts';
import { loadChapterPrograms } from '../chapter-programs/chapter-programs.ts';
import { loadChapterTable } from './chapter.ts';
import { rdkafkaPerformance } from '../bench/tool-names.ts';
import { newestBenchWith, newestResult } from '../results/newest-result.ts';
import { projectRoot } from '../../project.ts';
import { missingFigures } from './lesson-figures.ts';
import { lessonTables } from './lesson-tables.ts';

export const tablesFolder = join(projectRoot, 'benchmarks', 'tables');

/** The tables as the newest committed results make them, by name. */
export function readTables(): Record<string, string> {
  return lessonTables({
    matrix: newestResult('matrix'),
    bench: newestResult('bench'),
    tools: newestBenchWith(rdkafkaPerformance),
    claims: loadClaims(),
    chapter: loadChapterTable(),
    programs: loadChapterPrograms(),
  });
}

/** What lesson 13 has to say in its own sentences, and does not. */
export function missingInLesson(lesson: string): string[] {
  const [bench, tools] = [newestResult('bench'), newestBenchWith(rdkafkaPerformance)];
  return bench && tools ? missingFigures(lesson, { bench, tools, claims: loadClaims() }) : [];
}
