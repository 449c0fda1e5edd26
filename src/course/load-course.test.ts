import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectRoot } from '../project.ts';
import { checkFiles } from '../grading/check/check-course.ts';
import { brokenFiles, deprecatedIn, exerciseById, exercisesOf, sound } from './course.ts';
import { findExercise } from './find-exercise.ts';
import { loadCourse } from './load-course.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'a course '));
  await cp(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
});
afterEach(async () => rm(root, { recursive: true }));

const lesson = 'lessons/01-basics.md';
const task = 'exercises/01-basics/02-read-in-a-group.md';
const taskWith = (requirements: string): string =>
  `---\ntitle: A\nminutes: 5\nkind: write\nsection: b\nrequirements: [${requirements}]\n---\n`;
const troubles = () => brokenFiles(loadCourse(root)).map(({ trouble }) => trouble.message);

it('a sound course has no trouble', () => {
  expect(troubles()).toEqual([]);
});

it.for([
  [lesson, 'no front matter', 'it must open with front matter between two lines of ---'],
  [lesson, '---\ntitle: [\n---\n', 'its YAML does not parse: '],
  [lesson, '---\ntitle: A\nsummary: B\n---\n', 'field minutes: expected number, received undefined'],
  [lesson, '---\ntitle: A\nsummary: B\nminutes: 5\nhours: 1\n---\n', 'Unrecognized key: "hours"'],
  [lesson, '---\ntitle: A\nsummary: B\nminutes: 5\n---\n```question\nid: a\n```\n', 'field ask: '],
  [task, '---\ntitle: A\nminutes: 5\nkind: write\nsection: b\n---\n', 'field requirements: expected array'],
  [task, taskWith('{ id: a, text: A, points: ten }'), 'field requirements.0.points: expected number'],
  [task, taskWith('{ id: a, text: A, points: 1.5 }'), 'field requirements.0.points: expected int'],
  [task, taskWith('{ id: a, text: A, points: 1 }, { id: a, text: B, points: 1 }'), 'each id must stand there once'],
] as const)('names the file and the field: %s with %j', async ([path, text, reason]) => {
  await writeFile(join(root, path), text);
  expect(troubles()).toEqual([expect.stringMatching(/^The content file .*\.md is broken: /)]);
  expect(troubles()[0]?.replaceAll('\\', '/')).toContain(path);
  expect(troubles()[0]).toContain(reason);
});

it('what is deprecated is no part of the course, and still known by its id, its label and what stands in its files', async () => {
  const before = exercisesOf(loadCourse(root));
  const path = join(root, task);
  await writeFile(path, (await readFile(path, 'utf8')).replace('---\n', '---\ndeprecated: true\n'));
  const course = loadCourse(root);
  const gone = before[1];
  expect(exercisesOf(course).map(({ id }) => id)).toEqual([before[0]?.id, before[2]?.id]);
  expect(deprecatedIn(course).map(({ id, points }) => ({ id, points }))).toEqual([
    { id: gone?.id, points: gone?.points },
  ]);
  expect(exerciseById(course, gone?.id)?.title).toBe(gone?.title);
  expect(findExercise(course, '1/2').id).toBe(gone?.id);
  expect(checkFiles(course).filter(({ where }) => where.startsWith('1/'))).toEqual([]);
  await writeFile(path, 'broken');
  expect(troubles()).toHaveLength(1);
});

it('what is broken has a name all the same, and the rest is as it was', async () => {
  const before = loadCourse(root);
  await Promise.all([lesson, task].map(async (path) => writeFile(join(root, path), 'broken')));
  const after = loadCourse(root);
  expect(after.chapters.map(({ lesson: { title } }) => title)).toEqual(['Basics']);
  expect(exercisesOf(after).map(({ id, files }) => ({ id, files }))).toEqual(
    exercisesOf(before).map(({ id, files }) => ({ id, files })),
  );
  const [first, second, third] = exercisesOf(after);
  expect([first, third]).toEqual([exercisesOf(before)[0], exercisesOf(before)[2]]);
  expect(second).toMatchObject({ title: 'Read in a group', points: 0, requirements: [] });
  expect(() => second && sound(second)).toThrow('02-read-in-a-group.md is broken');
});
