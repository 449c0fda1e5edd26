import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mainSolution } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
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
  expect(listSubmissions(folder).map(({ learner }) => learner)).toEqual(['ada', 'bob']);
});

test('a folder without submissions is wrong use', () => {
  expect(() => listSubmissions(join(folder, 'ada/exercises/01-basics'))).toThrow('There are no submissions');
  expect(() => listSubmissions(join(folder, 'gone'))).toThrow('There are no submissions');
});

test('an answer is found with and without the folder exercises, and told from the stub', () => {
  const [ada, bob] = listSubmissions(folder).map((submission) => submittedFile(course, submission, exercise));
  expect(ada).toBe(join(folder, 'ada/exercises/01-basics/01-send-a-record.ts'));
  expect(bob).toBe(join(folder, 'bob/01-basics/01-send-a-record.ts'));
  expect(isUntouched(ada ?? '', exercise)).toBe(false);
  expect(isUntouched(bob ?? '', exercise)).toBe(true);
});
