// For authors, after a new benchmark or matrix: writes benchmarks/tables/, which lessons include.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTables, tablesFolder } from './read-tables.ts';

// Lessons include them, and lessons are in English.
process.env['WORKBOOK_LANGUAGE'] = 'en';
mkdirSync(tablesFolder, { recursive: true });
for (const [name, markdown] of Object.entries(readTables())) {
  writeFileSync(join(tablesFolder, `${name}.md`), markdown);
}
