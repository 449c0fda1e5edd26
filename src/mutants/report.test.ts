import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { readKnown, type Known } from './known.ts';
import { rejectedIn } from './mutant-files.ts';
import { reportMarkdown } from './report.ts';
import { mergeOutcomes, readResults } from './results.ts';
import type { Outcome } from './outcome.ts';

const course = loadCourse(join(projectRoot, 'tests/fixtures/course'));
const [exercise] = exercisesOf(course);
if (!exercise) throw new Error('The fixture course is empty.');

const outcome: Outcome = {
  exercise: exercise.id,
  client: 'kafkajs',
  date: '2026-11-29',
  killed: 9,
  uncompiled: 4,
  living: [
    { line: 7, text: 'topic: `${name}`,', change: '`${name}` → ``' },
    { line: 9, text: 'wait: 5,', change: '5 → 0' },
  ],
};
const machine = { cores: 2, processor: 'p', memoryGB: 8, system: 's', node: '24', kafka: '4' };
const known: Known = {
  formatVersion: 1,
  equivalent: [
    { exercise: exercise.id, client: 'kafkajs', line: 'wait: 5,', changes: ['5 → 0'], why: 'Nobody waits.' },
  ],
  unseen: [],
};

it('tells what lives, and why', () => {
  const report = reportMarkdown({ formatVersion: 1, machine, outcomes: [outcome] }, known, course);
  expect(report).toContain('**9 of 10 killed (90.0 %), 1 equivalent, 4 do not compile.**');
  expect(report).toContain('- line 7 `` topic: `${name}`, ``: ``` `${name}` → `` ```');
  expect(report).toContain('- line 9 `wait: 5,`: `5 → 0`. Nobody waits.');
});

it('keeps the results of what was not run again', () => {
  const other = { ...outcome, client: 'confluent' } as const;
  const fresh = { ...outcome, killed: 10 };
  expect(mergeOutcomes([outcome, other], [fresh])).toEqual([fresh, other]);
});

it('is what its data say', () => {
  const results = readResults(projectRoot);
  if (!results) throw new Error('There are no results.');
  const report = reportMarkdown(results, readKnown(projectRoot), loadCourse());
  expect(readFileSync(join(projectRoot, 'docs', 'mutants.md'), 'utf8')).toBe(report);
});

it('reads which files the compiler rejects', () => {
  const printed = '.workbook/mutants/run-1/a-2.ts(3,7): error TS2322: No.\n  More.\na-3.ts(1,1): error TS1: No.\n';
  expect([...rejectedIn(printed)]).toEqual(['a-2.ts', 'a-3.ts']);
  expect(() => rejectedIn('error TS5058: There is no such file.\n')).toThrow('TS5058');
});
