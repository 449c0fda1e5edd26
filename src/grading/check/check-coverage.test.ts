import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkCoverage } from './check-coverage.ts';
import { projectRoot } from '../../project.ts';
import { deadReferences, readCoverage, unheldFaults, type Coverage } from '../../course/coverage.ts';
import { loadCourse } from '../../course/load-course.ts';

const course = loadCourse(projectRoot);

it('names only what the course has, and its table is what its data says', () => {
  expect(checkCoverage(course)).toEqual([]);
});

it('finds a reference that names nothing, and a later chapter that has come', () => {
  const where = [
    'exercise connections/no-such',
    'lesson connections#no-such',
    'fault no-such',
    'later connections',
    'command bench',
  ];
  const coverage: Coverage = {
    formatVersion: 1,
    later: { connections: 'x' },
    items: [{ kind: 'part', what: 'a', where }],
  };
  expect(deadReferences(coverage, course, { anchors: new Map(), commands: ['bench'] })).toEqual([
    'a: exercise connections/no-such',
    'a: lesson connections#no-such',
    'a: fault no-such',
    'a: later connections',
  ]);
});

it('finds a fault of the source chapter that no file holds', () => {
  const items: Coverage['items'] = [
    { kind: 'bug', what: 'told only', where: ['lesson connections#addresses'] },
    { kind: 'bug', what: 'held', where: ['lesson connections#addresses', 'fault a-fault'] },
    { kind: 'bug', what: 'to come', where: ['later languages'] },
    { kind: 'part', what: 'a part', where: ['lesson connections#addresses'] },
  ];
  expect(unheldFaults({ formatVersion: 1, later: {}, items })).toEqual(['told only']);
});

it('is not asked of a course that has none', () => {
  expect(readCoverage(join(projectRoot, 'tests/fixtures/course'))).toBeUndefined();
});
