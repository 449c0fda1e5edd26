import { cpSync, mkdirSync, mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Question } from '../../course/course.ts';
import { loadCourse } from '../../course/load-course.ts';
import { projectRoot } from '../../project.ts';
import { isToldBefore } from './check-questions.ts';
import { checkLessonPrograms, ownLines, programsOf, sharedRun } from './lesson-programs.ts';

const solution = `import { Kafka } from 'kafkajs';
const kafka = new Kafka({ ...connection });
await producer.connect();
for (const order of orders) {
  const parcel = pack(order);
  const key = order.id;
  const value = parcel.text;
  sent.push(parcel);
  await producer.send({ topic, messages: [{ key, value }] });
  count += 1;
}
`;

test('six lines in a row are shared, whatever their indentation, comments and brackets', () => {
  const copy = solution.replaceAll('  ', '      ').replace('sent.push', '// as above\n\n{\nsent.push');
  expect(sharedRun(ownLines(copy), ownLines(solution))).toBe('for (const order of orders) {');
});

test('five lines, and all that makes and connects a client, are not', () => {
  const other = solution.replace('order.id', 'order.number');
  expect(sharedRun(ownLines(other), ownLines(solution))).toBeUndefined();
  expect(ownLines(solution)).toHaveLength(7);
});

const question = (right: string): Question => ({
  id: 'x',
  ask: '?',
  choices: [
    { id: 'none', say: 'Nothing comes again.', why: 'x' },
    { id: 'right', say: right, right: true, why: 'x' },
  ],
});

test.for([
  ['The member that died is repeated by others.', 'Others repeat what the dead member did.', false],
  ['Nobody notices, and the record is lost.', 'The record is lost.', true],
  ['Nothing comes again, and the record is lost.', 'The record is lost.', false],
] as const)('"%s" before a question whose answer is "%s": told %s', ([paragraph, right, told]) => {
  expect(isToldBefore(question(right), paragraph)).toBe(told);
});

const problemsWith = (files: Readonly<Record<string, string>>): string[] => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'a course '));
  cpSync(join(projectRoot, 'tests/fixtures/course'), folder.path, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), text);
  }
  const course = loadCourse(folder.path);
  expect(course.chapters.flatMap((chapter) => programsOf(chapter, course.root))).toEqual([]);
  return checkLessonPrograms(course).map(({ where, problem }) => `${where} ${problem}`);
};
const part = 'lessons/01-basics/parts/a.ts';

test('what stands in a folder beside the programs is none: a lesson may show it, and need not', () => {
  const lesson = `---\ntitle: B\nsummary: s\nminutes: 1\n---\n\n## Sending\n\n<<< ${part}\n`;
  const other = 'lessons/01-basics/parts/b.ts';
  expect(problemsWith({ 'lessons/01-basics.md': lesson, [part]: 'print();', [other]: 'print();' })).toEqual([]);
});

test('it shares no lines with a solution, either', () => {
  const six = 'a();\nb();\nc();\nd();\ne();\nf();\n';
  const path = 'solutions/01-basics/01-send-a-record.ts';
  expect(problemsWith({ [path]: six, [part]: six })).toEqual([expect.stringContaining(`${part} shares 6 lines`)]);
});
