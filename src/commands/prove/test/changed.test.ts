import { expect, test } from 'vitest';
import { loadCourse } from '../../../course/load-course.ts';
import { touchedBy } from './changed.ts';

const course = loadCourse('tests/fixtures/course');
function touched(...paths: string[]) {
  const { parts, exercises, lessons, notebooks } = touchedBy(paths, course);
  const keys = (chapters: typeof lessons): string[] => chapters.map(({ key }) => key);
  return { parts, exercises: exercises.map(({ label }) => label), lessons: keys(lessons), notebooks: keys(notebooks) };
}

test.for([
  'exercises/01-basics/02-read-in-a-group.words.en.yaml',
  'solutions/01-basics/02-read-in-a-group.ts',
  'solutions/01-basics/02-read-in-a-group.wrong/commits-nothing.ts',
])('%s touches its exercise and no other', (path) => {
  expect(touched(path)).toMatchObject({
    parts: ['format', 'types', 'lint', 'content'],
    exercises: ['1/2'],
    lessons: [],
  });
});

test('a program of a lesson touches its lesson alone', () => {
  expect(touched('lessons/01-basics/read.ts')).toMatchObject({ exercises: [], lessons: ['01-basics'], notebooks: [] });
});

test('code touches the parts that run it, each once', () => {
  const { parts } = touched('src/page/serve.ts', 'src/page/app.ts', 'src/lab/broker/broker.ts');
  expect(parts).toEqual(['format', 'types', 'lint', 'unused', 'unit', 'page', 'own-broker', 'broker', 'secured']);
});

test('a file of no known shape concerns what looks at every file', () => {
  expect(touched('docs/kinds.yaml').parts).toEqual(['format', 'unused', 'unit']);
});
