import { expect, test } from 'vitest';
import { findUnexpectedFiles } from './unexpected-files.ts';

const course = [
  'lessons/01-connections.md',
  'lessons/01-connections/describe.ts',
  'lessons/01-connections/tests/describe-test.ts',
  'lessons/figures/bootstrap.svg',
  'notebooks/01-connections.ts',
  'notebooks/01-connections.ipynb',
  'exercises/01-connections/01-describe-a-cluster.md',
  'exercises/01-connections/01-describe-a-cluster.hints.md',
  'exercises/01-connections/01-describe-a-cluster.words.en.yaml',
  'exercises/01-connections/01-describe-a-cluster.hidden.test.ts',
  'exercises/01-connections/01-describe-a-cluster.ts',
  'exercises/01-connections/01-describe-a-cluster.test.ts',
  'solutions/01-connections/01-describe-a-cluster.ts',
  'solutions/01-connections/01-describe-a-cluster.confluent.ts',
  'solutions/01-connections/01-describe-a-cluster.right/asks-twice.ts',
  'solutions/01-connections/01-describe-a-cluster.wrong/asks-one-broker.ts',
];

test('a whole course has no unexpected file', () => {
  expect(findUnexpectedFiles(course)).toEqual([]);
});

test.for([
  ['exercises/01-connections/notes.txt', 'is of no shape'],
  ['exercises/01-connections/1-short.ts', 'is of no shape'],
  ['lessons/01-Connections.md', 'is of no shape'],
  ['solutions/01-connections/01-describe-a-cluster.wrong/Late.ts', 'is of no shape'],
  ['exercises/01-connections/02-helper.ts', 'needs exercises/01-connections/02-helper.md'],
  ['solutions/01-connections/02-gone.right/late.ts', 'needs exercises/01-connections/02-gone.md'],
  ['exercises/01-connections/02-gone.hints.md', 'needs exercises/01-connections/02-gone.md'],
  ['solutions/01-connections/01-describe-a-cluster.rabbit.ts', 'is of no shape'],
  ['solutions/01-connections/02-gone.wrong/late.ts', 'needs exercises/01-connections/02-gone.md'],
  ['lessons/01-connections/Ask.ts', 'is of no shape'],
  ['lessons/01-connections/tests/deep/ask.ts', 'is of no shape'],
  ['lessons/02-producers/ask.ts', 'needs lessons/02-producers.md'],
  ['exercises/02-producers/01-send.md', 'needs lessons/02-producers.md'],
  ['notebooks/02-producers.ipynb', 'needs lessons/02-producers.md'],
  ['lessons/01-conversions.md', 'has the number or the name of lessons/01-connections.md'],
  ['lessons/02-connections.md', 'has the number or the name of lessons/01-connections.md'],
] as const)('%s %s', ([path, problem]) => {
  const found = findUnexpectedFiles([...course, path]).filter((file) => file.path === path);
  expect(found[0]?.problem).toContain(problem);
});

test('a notebook without its pair is named', () => {
  const found = findUnexpectedFiles(course.filter((path) => !path.endsWith('.ipynb')));
  expect(found).toEqual([
    { path: 'notebooks/01-connections.ts', problem: 'needs notebooks/01-connections.ipynb, which is not there' },
  ]);
});
