import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../project.ts';
import { missingInLesson, readTables, tablesFolder } from './read-tables.ts';

it('what lessons include is what the newest results say', () => {
  const tables = readTables();
  const written = Object.fromEntries(
    readdirSync(tablesFolder).map((name) => [
      name.replace(/\.md$/, ''),
      readFileSync(join(tablesFolder, name), 'utf8'),
    ]),
  );
  // After a new result: node src/comparison/tables/write-lesson-tables.ts
  expect(written).toEqual(tables);
});

it('the figures in sentences of the lesson are those of the newest result', () => {
  const lesson = readFileSync(join(projectRoot, 'lessons', '13-client-comparison.md'), 'utf8');
  // Each holds a figure: of a lesson that says nothing all are missing.
  expect(missingInLesson('').length).toBeGreaterThanOrEqual(8);
  expect(missingInLesson(lesson)).toEqual([]);
});

it('every client that can produce has its place by speed, with both styles', () => {
  const { speed = '' } = readTables();
  const [, , ...rows] = speed.split('\n').filter((line) => line.startsWith('|'));
  expect(rows.length).toBeGreaterThanOrEqual(12);
  expect(rows.find((row) => row.startsWith('| java-kafka-clients | 1 | ÷ '))).toBeDefined();
  expect(speed).not.toContain('node-kafka-node');
});

it('of the features of Node clients only those remain in which they differ', () => {
  const { 'node-features': features = '' } = readTables();
  expect(features).toContain('| Accumulator with linger | yes | no |');
  expect(features).not.toContain('| Producer |');
});
