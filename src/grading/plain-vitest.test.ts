import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { subjectsOf } from './plain-vitest.ts';

const course = loadCourse(join(projectRoot, 'tests/fixtures/course'));
const [sendARecord] = exercisesOf(course);
const suite = pathToFileURL(sendARecord?.files.suite ?? '').href;

test.each([
  ['exercises', sendARecord?.files.stub],
  ['solution', sendARecord?.answers.find(({ client }) => client === 'kafkajs')?.path],
  ['confluent', sendARecord?.answers.find(({ client }) => client === 'confluent')?.path],
] as const)('project %s judges a suite by the answer that the course has for it', (project, path) => {
  expect(subjectsOf(course, project)[suite]).toBe(path);
});

test('A suite has no answer with a client that nobody solved it with, and none in a project without suites', () => {
  const solved = Object.values(subjectsOf(course, 'confluent'));
  expect(solved.map((path) => basename(path))).toEqual(['01-send-a-record.confluent.ts']);
  expect(subjectsOf(course, 'broker')).toEqual({});
});
