import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadAnswers, mainSolution, rightAnswersOf, solutionOf, withoutHeader, wrongAnswersOf } from './answer.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'answers '));
  await Promise.all(['a', 'b.right', 'b.wrong'].map((folder) => mkdir(join(root, folder))));
});
afterEach(async () => rm(root, { recursive: true }));

const write = (path: string, code: string) => writeFile(join(root, path), code);
const load = () => ({ id: 'x/a', answers: loadAnswers({ exercise: join(root, 'a/b'), solution: join(root, 'b') }) });

it('tells answers apart by where they stand, and clients by what they import', async () => {
  await write('a/b.ts', '// TODO');
  await write('b.ts', "import { Kafka } from 'kafkajs';");
  await write('b.confluent.ts', "import { KafkaJS } from '@confluentinc/kafka-javascript';");
  await write('b.right/by-platformatic.ts', "import { Producer } from '@platformatic/kafka';");
  await write('b.wrong/late.ts', '');
  await write('b.wrong/notes.txt', '');
  const exercise = load();
  expect(exercise.answers.map(({ role, name, client }) => [role, name, client])).toEqual([
    ['stub', 'b', 'none'],
    ['solution', 'kafkajs', 'kafkajs'],
    ['solution', 'confluent', 'confluent'],
    ['right', 'by-platformatic', 'platformatic'],
    ['wrong', 'late', 'none'],
  ]);
  expect(mainSolution(exercise).path).toBe(join(root, 'b.ts'));
  expect(solutionOf(exercise, 'platformatic')).toBeUndefined();
});

it('reads what an answer says of itself in its first comment, and nowhere else', async () => {
  const header =
    '// Breaks: place (not reached: order, ends, because nothing is sent)\n// Expect: no-place\n// Kind: lost\n';
  await write('b.wrong/late.ts', `${header}// Fault: sync-send\nexport {};\n// Kind: other\n`);
  await write('b.wrong/plain.ts', 'const a = 1;\n// Breaks: place\n');
  await write('b.right/slow.ts', '// Differs: one record a batch\n');
  const exercise = load();
  expect(wrongAnswersOf(exercise)).toMatchObject([
    {
      breaks: [{ requirement: 'place', alsoNotReached: ['order', 'ends'] }],
      expect: 'no-place',
      kind: 'lost',
      fault: 'sync-send',
    },
    { breaks: [], expect: '', kind: '', fault: undefined },
  ]);
  expect(rightAnswersOf(exercise)).toMatchObject([{ differs: 'one record a batch' }]);
});

it('shows learners an answer without the lines that are for the check', () => {
  expect(withoutHeader('// Breaks: a\n// Expect: b\n// A comment.\nexport {};\n')).toBe('// A comment.\nexport {};\n');
});
