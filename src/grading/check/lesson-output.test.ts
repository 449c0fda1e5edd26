import { expect, test } from 'vitest';
import { differenceOf, shownOutputs, writeOutput } from './lesson-output.ts';

const lesson = [
  '```output lessons/01-a/x.ts mask="\\d+ ms|port \\d+"',
  'stored after 12 ms',
  'at port 9092',
  '```',
  'prose',
  '```output lessons/01-a/y.ts',
  'y',
  '```',
  '```output lessons/01-a/x.ts',
  'done',
  '```',
].join('\n');
const [shown] = shownOutputs(lesson);
if (!shown) throw new Error('The lesson shows nothing.');

test('the blocks of one program hold together what it prints', () => {
  expect(shownOutputs(lesson).map(({ path, blocks }) => [path, blocks])).toEqual([
    ['lessons/01-a/x.ts', ['stored after 12 ms\nat port 9092\n', 'done\n']],
    ['lessons/01-a/y.ts', ['y\n']],
  ]);
});

test.for([
  ['what is masked may differ', 'stored after 1234 ms\nat port 1\ndone\n', undefined],
  ['columns may move', 'stored   after 7 ms\nat port 1\ndone', undefined],
  ['another word is a difference', 'refused after 7 ms\nat port 1\ndone', 'refused after 7 ms'],
  ['a line too few is a difference', 'stored after 7 ms\nat port 1', ''],
  ['a line too many is a difference', 'stored after 7 ms\nat port 1\ndone\nmore', 'more'],
  ['another order is a difference', 'at port 1\nstored after 7 ms\ndone', 'at port 1'],
] as const)('%s', ([, printed, prints]) => {
  expect(differenceOf(shown, printed)?.prints).toBe(prints);
});

test('what was printed takes the place of what the lesson showed, block by block', () => {
  const written = writeOutput(lesson, shown, 'stored after 7 ms\nat port 1\ndone\nmore\n');
  expect(written).toBe(lesson.replace('12 ms', '7 ms').replace('9092', '1').replace('done\n', 'done\nmore\n'));
  expect(differenceOf(shownOutputs(written)[0]!, 'stored after 1 ms\nat port 2\ndone\nmore')).toBeUndefined();
});
