import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadCourse } from '../../course/load-course.ts';
import { exercisesOf } from '../../course/course.ts';
import { checkFiles } from '../../grading/check/check-course.ts';
import { copyCourse, type CourseCopy } from '../course.fixture.ts';

let course: CourseCopy;
beforeEach(async () => {
  course = await copyCourse();
});
afterEach(async () => course[Symbol.asyncDispose]());

it('lays out an exercise whose files all have their place', async () => {
  expect(await course.run('new', '1/4', 'read-the-lag')).toMatchObject({ code: 0 });
  const root = course.path('');
  const exercise = exercisesOf(loadCourse(root)).find(({ label }) => label === '1/4');
  expect(exercise).toMatchObject({ title: 'Read the lag', exportName: 'readTheLag', points: 1 });
  expect(exercise?.answers.map(({ role }) => role)).toEqual(['stub', 'solution', 'solution', 'right', 'wrong']);
  const problems = checkFiles(loadCourse(root)).filter(({ severity }) => severity === 'error');
  expect(
    problems.filter(({ problem }) => /is of no shape|needs |does not export|no words|proves/.test(problem)),
  ).toEqual([]);
  expect(problems.map(({ problem }) => problem)).toContain('has 1 wrong answers; 3 are the least');
});

it.for([
  [['1/1', 'read-the-lag'], 'The place or the name is taken by exercise 1/1 Send a record.'],
  [['1/4', 'send-a-record'], 'The place or the name is taken by exercise 1/1 Send a record.'],
  [['1/4', 'Read_It'], '"Read_It" is no name of an exercise.'],
  [['9/1', 'read-the-lag'], 'There is no chapter 9 yet.'],
  [['first', 'read-the-lag'], '"first" is no place of an exercise.'],
] as const)('refuses %j and writes nothing', async ([args, reason]) => {
  const before = await readdir(course.path('exercises/01-basics'));
  const { code, stderr } = await course.run('new', ...args);
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(reason) });
  expect(await readdir(course.path('exercises/01-basics'))).toEqual(before);
});

it('offers a number behind the last one, also where some before it are left out', async () => {
  expect(await course.run('new', '1/7', 'read-the-lag')).toMatchObject({ code: 0 });
  const { stderr } = await course.run('new', '1/1', 'read-it-again');
  expect(stderr).toContain('the next free number of the chapter is 8');
});

it('gives a reader task, lesson with its code, and stub, and nothing else', async () => {
  await writeFile(course.path('lessons/shown.ts'), 'await consumer.run();\n');
  const lesson = course.path('lessons/01-basics.md');
  await writeFile(lesson, `${await readFile(lesson, 'utf8')}\n<<< lessons/shown.ts\n`);
  expect(await course.run('new', 'reader-copy', course.path('reader'))).toMatchObject({ code: 0 });
  const files = (await readdir(course.path('reader'), { recursive: true })).filter((name) => /\.\w+$/.test(name));
  expect(
    files.every((name) => /^lessons.\d\d-[a-z-]+\.md$|^exercises.\d\d-[a-z-]+.\d\d-[a-z-]+\.(?:md|ts)$/.test(name)),
  ).toBe(true);
  expect(files).toHaveLength(1 + 2 * 3);
  expect(await readFile(course.path('reader/lessons/01-basics.md'), 'utf8')).toContain('\nawait consumer.run();\n');
  const task = await readFile(course.path('reader/exercises/01-basics/01-send-a-record.md'), 'utf8');
  expect(task).toMatch(/^# 1\/1 Send a record\n/);
  expect(task).not.toMatch(/kinds:|points:|requirements/);
  expect((await course.run('new', 'reader-copy', course.path('reader'))).stderr).toContain('is not empty');
});

it('begins a client as a copy of one in the same language, without what was built', async () => {
  await mkdir(course.path('clients/go-one/bin'), { recursive: true });
  await writeFile(course.path('clients/go-one/bin/go-one'), '');
  await writeFile(course.path('clients/go-one/client.json'), '{ "run": ["bin/go-one"] }');
  await writeFile(course.path('clients/go-one/main.go'), 'package main');
  expect(await course.run('new', 'client', 'go-mine')).toMatchObject({ code: 0 });
  expect(await readdir(course.path('clients/go-mine'))).toEqual(['client.json', 'main.go']);
  expect(await readFile(course.path('clients/go-mine/client.json'), 'utf8')).toBe('{ "run": ["bin/go-mine"] }');
  expect((await course.run('new', 'client', 'go-mine')).stderr).toContain('clients/go-mine is there already');
  expect(await course.run('new', 'client', 'cobol-mine')).toMatchObject({ code: 2 });
});
