// For authors, after a new benchmark or matrix: writes benchmarks/tables/, which lessons include, and prints what the lesson's
// own sentences have to say.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../project.ts';
import { figures } from './en.ts';
import { missingInLesson, readTables, tablesFolder } from './read-tables.ts';

// Lessons include them, and lessons are in English.
process.env['WORKBOOK_LANGUAGE'] = 'en';
mkdirSync(tablesFolder, { recursive: true });
for (const [name, markdown] of Object.entries(readTables())) {
  writeFileSync(join(tablesFolder, `${name}.md`), markdown);
}
const lesson = readFileSync(join(projectRoot, 'lessons', '13-client-comparison.md'), 'utf8');
for (const sentence of missingInLesson(lesson)) console.log(figures.missing(sentence));
