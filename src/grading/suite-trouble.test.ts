import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { brokenSuite, noSuite } from './suite-trouble.ts';

test('a suite that is gone or damaged is said to be that, and how it comes back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suite '));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [exercise] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
  if (!exercise) throw new Error('The fixture course is empty.');
  expect([noSuite(exercise), brokenSuite(exercise)]).toEqual([undefined, undefined]);
  const suite = join(folder, '01-send-a-record.test.ts');
  const damaged = { ...exercise, files: { ...exercise.files, suite } };
  expect(noSuite(damaged)).toMatch(/^The suite 01-send-a-record\.test\.ts is not there\..*reset 1\/1$/);
  writeFileSync(suite, "import { test } from '#testkit';\ntest(");
  expect(brokenSuite(damaged)).toMatch(/^The suite 01-send-a-record\.test\.ts does not compile: .*reset 1\/1$/s);
});
