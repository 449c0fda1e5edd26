import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exercisesOf } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { projectRoot } from '../../project.ts';
import { checkSuite, readKinds } from './check-suites.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a course '));
  cpSync(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const kinds = (text: string): void => {
  mkdirSync(join(root, 'docs'));
  writeFileSync(join(root, 'docs/kinds.yaml'), text);
};
const edit = (path: string, from: string, to: string): void => {
  const text = readFileSync(join(root, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has lost "${from}".`);
  writeFileSync(join(root, path), text.replace(from, to));
};
const problems = (): string[] => {
  const [exercise] = exercisesOf(loadCourse(root));
  return exercise ? checkSuite(exercise, readKinds(root)).map(({ problem }) => problem) : [];
};
const task = 'exercises/01-basics/01-send-a-record.md';
const wrong = 'solutions/01-basics/01-send-a-record.wrong';
const tried = 'data-never-tried: a\nlooked-up-elsewhere: b\nnot-awaited: c\n';

test('a kind that nobody tries is a finding, unless the task says why it cannot occur', () => {
  kinds(`${tried}tombstone: d\n`);
  expect(problems()).toEqual([
    'no wrong answer is of the kind tombstone, and its task does not say why it cannot occur (kinds:)',
  ]);
  edit(task, 'requirements:', 'kinds:\n  tombstone: Every record has a value.\nrequirements:');
  expect(problems()).toEqual([]);
});

test('a kind cannot be tried and be said not to occur', () => {
  kinds(tried);
  edit(task, 'requirements:', 'kinds:\n  not-awaited: Never.\nrequirements:');
  expect(problems()).toEqual([
    'its task says why the kind not-awaited cannot occur, and a wrong answer is of that kind',
  ]);
});

test('a requirement that no wrong answer breaks is a finding', () => {
  edit(`${wrong}/returns-nothing.ts`, '// Breaks: place', '// Breaks: key');
  expect(problems()).toEqual(['no wrong answer breaks the requirement place']);
});
