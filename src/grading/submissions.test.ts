import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mainSolution } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { whyNoFile } from './readable-file.ts';
import { isUntouched, listSubmissions, submittedFile } from './submissions.ts';

const course = loadCourse(join(projectRoot, 'tests/fixtures/course'));
const [exercise] = exercisesOf(course);
if (!exercise) throw new Error('The fixture course is empty.');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'submissions '));
  mkdirSync(join(folder, 'bob/01-basics'), { recursive: true });
  mkdirSync(join(folder, 'ada/exercises/01-basics'), { recursive: true });
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'notes.txt'), '');
  cpSync(exercise.files.stub, join(folder, 'bob/01-basics/01-send-a-record.ts'));
  cpSync(mainSolution(exercise).path, join(folder, 'ada/exercises/01-basics/01-send-a-record.ts'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every folder is a submission, by name', () => {
  expect(listSubmissions(folder, course).submissions.map(({ learner }) => learner)).toEqual(['ada', 'bob']);
});

test('a folder without submissions is wrong use', () => {
  expect(() => listSubmissions(join(folder, 'ada/exercises/01-basics'), course)).toThrow('There are no submissions');
  expect(() => listSubmissions(join(folder, 'gone'), course)).toThrow('There are no submissions');
});

test('an answer is found with and without the folder exercises, and told from the stub', () => {
  const [ada, bob] = listSubmissions(folder, course).submissions.map((submission) =>
    submittedFile(course, submission, exercise),
  );
  expect(ada).toBe(join(folder, 'ada/exercises/01-basics/01-send-a-record.ts'));
  expect(bob).toBe(join(folder, 'bob/01-basics/01-send-a-record.ts'));
  expect(isUntouched(ada ?? '', exercise)).toBe(false);
  expect(isUntouched(bob ?? '', exercise)).toBe(true);
});

const emptyClass = (...made: string[]): string => {
  const own = mkdtempSync(join(folder, '.class-'));
  for (const each of made) mkdirSync(join(own, each), { recursive: true });
  return own;
};

test('what is no submission is left out with a word, and what stands one folder deeper is graded there', () => {
  const own = emptyClass('ada/01-basics', '__MACOSX/ada', 'bob/bob-main/exercises', 'cy');
  for (const name of ['dora.zip', 'notes.txt']) writeFileSync(join(own, name), '');
  symlinkSync(join(own, 'ada'), join(own, 'eve'));
  const { submissions, remarks } = listSubmissions(own, course);
  expect(submissions.map(({ learner, folder: at }) => [learner, relative(own, at).replaceAll('\\', '/')])).toEqual([
    ['ada', 'ada'],
    ['bob', 'bob/bob-main'],
    ['cy', 'cy'],
  ]);
  expect(remarks.toSorted()).toEqual([
    '__MACOSX is left out: macOS puts it into archives, and it holds nothing that is handed in.',
    'bob: what is graded stands one folder deeper, in bob/bob-main/.',
    'dora.zip is left out: it is an archive. Unpack it into a folder of its own.',
    'eve is left out: it is a link. Put the folder itself there.',
  ]);
});

test('the folder above the class is told from a class', () => {
  const above = emptyClass('spring/ada/01-basics', 'spring/bob/01-basics', 'notes');
  expect(() => listSubmissions(above, course)).toThrow(/holds no submissions, but folders that hold some/);
  expect(listSubmissions(join(above, 'spring'), course).submissions).toHaveLength(2);
});

test('what is solved where it was handed out is no stub, and so nobody else’s answer is one', () => {
  const solved = { ...exercise, files: { ...exercise.files, stub: mainSolution(exercise).path } };
  expect(isUntouched(mainSolution(exercise).path, solved)).toBe(false);
});

test('a folder, a pipe, a dead link and nothing are no files, and nobody waits for one', () => {
  const own = emptyClass('folder.ts');
  writeFileSync(join(own, 'file.ts'), '');
  symlinkSync(join(own, 'gone'), join(own, 'link.ts'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(own, 'pipe.ts')]);
  const why = (name: string) => whyNoFile(join(own, name));
  expect(['file.ts', 'gone.ts', 'folder.ts', 'link.ts'].map(why)).toEqual([
    undefined,
    'missing',
    'Not handed in: folder.ts is a folder and no file.',
    'Not handed in: link.ts is a link that leads nowhere.',
  ]);
  const pipe = process.platform === 'win32' ? 'missing' : 'Not handed in: pipe.ts is a pipe and no file.';
  expect(why('pipe.ts')).toBe(pipe);
});
