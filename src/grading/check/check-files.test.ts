import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCourse } from '../../course/load-course.ts';
import { projectRoot } from '../../project.ts';
import { checkFiles } from './check-course.ts';
import { readDiagnostics } from './check-types.ts';
import { readMarkdown } from './read-markdown.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a course '));
  cpSync(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const edit = (path: string, from: string, to: string): void => {
  const text = readFileSync(join(root, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has lost "${from}".`);
  write(path, text.replaceAll(from, to));
};
const errors = (): string[] =>
  checkFiles(loadCourse(root))
    .filter(({ severity }) => severity === 'error')
    .map(({ where, problem }) => `${where} ${problem}`);
const six = 'a();\nb();\nc();\nd();\ne();\nf();\n';
const program = (name: string, text: string): void => {
  mkdirSync(join(root, 'lessons/01-basics'));
  write(`lessons/01-basics/${name}.ts`, text);
};
const lesson = (body: string): void =>
  write('lessons/01-basics.md', `---\ntitle: B\nsummary: s\nminutes: 1\n---\n\n## Sending\n\n${body}\n`);
const question = (id: string): string =>
  `\`\`\`question\nid: ${id}\nask: Why?\nchoices:\n  - id: a\n    say: A\n    right: true\n    why: x\n  - id: b\n    say: B\n    why: y\n\`\`\`\n`;

test('the fixture course is sound, but for the length of its lesson', () => {
  expect(checkFiles(loadCourse(root))).toEqual([
    {
      severity: 'warning',
      where: 'lessons/01-basics.md',
      problem: expect.stringContaining('a lesson has 900 to 2000'),
    },
  ]);
});

const exercise = 'exercises/01-basics/01-send-a-record';
const solution = 'solutions/01-basics/01-send-a-record';

test.for([
  ['broken front matter', () => write('lessons/01-basics.md', 'x'), 'lessons/01-basics.md The content file '],
  ['notes.txt among the exercises', () => write('exercises/01-basics/notes.txt', ''), 'notes.txt is of no shape'],
  [
    'a stub without a TODO',
    () => write(`${exercise}.ts`, 'export function sendARecord() {}'),
    '1/1 its stub holds no TODO',
  ],
  [
    'a stub with another export',
    () => write(`${exercise}.ts`, '// TODO\nexport const send = 1;'),
    'does not export sendARecord',
  ],
  [
    'a solution with another export',
    () => write(`${solution}.ts`, 'export const other = 1;'),
    '01-send-a-record.ts does not export sendARecord',
  ],
  [
    'a suite of another file',
    () => write(`${exercise}.test.ts`, `import './02-other.ts'`),
    'its suite neither imports',
  ],
  [
    'a wrong answer without its words',
    () => write(`${solution}.wrong/sends-nothing.ts`, ''),
    'sends-nothing.ts does not say // Expect:',
  ],
  [
    'a wrong answer that breaks a requirement that is not there',
    () => write(`${solution}.wrong/sends-nothing.ts`, '// Breaks: gone\n// Expect: the-key\n// Kind: x\n'),
    'wrong/sends-nothing.ts names gone, and the task has no such requirement',
  ],
  [
    'a wrong answer without what it breaks',
    () => write(`${solution}.wrong/sends-nothing.ts`, '// Expect: the-key\n// Kind: x\n'),
    'wrong/sends-nothing.ts does not say // Breaks:',
  ],
  [
    'a wrong answer whose words are not there',
    () => write(`${solution}.wrong/sends-nothing.ts`, '// Breaks: key\n// Expect: gone\n// Kind: x\n'),
    'expects gone, and 01-send-a-record.words.en.yaml has no such words',
  ],
  [
    'a suite that proves what nobody asks',
    () => edit(`${exercise}.test.ts`, "['place']", "['gone']"),
    'its suite proves gone',
  ],
  [
    'a requirement that no test proves',
    () => edit(`${exercise}.test.ts`, "['place']", "['key']"),
    'no test of its suite proves the requirement place',
  ],
  [
    'words that are missing',
    () => edit(`${exercise}.words.en.yaml`, 'returned:', 'retuned:'),
    'has no words for returned, which the suite says',
  ],
  [
    'words that nobody says',
    () => edit(`${exercise}.words.en.yaml`, 'returned:', 'more: x\n  returned:'),
    'has words for more, which the suite never says',
  ],
  [
    'a test without a title',
    () => edit(`${exercise}.words.en.yaml`, 'writes-a-record:', 'writes:'),
    'has no title for the test writes-a-record',
  ],
  [
    'a demand in the story',
    () => edit(`${exercise}.md`, 'placed.', 'placed within 3 s.'),
    'demands outside of its requirements',
  ],
  [
    'a demand in the stub',
    () => write(`${exercise}.ts`, '/** It must not throw. */\nexport const sendARecord = 1; // TODO'),
    'its stub demands what no requirement says: "It must not throw',
  ],
  [
    'a task without the place of its requirements',
    () => edit(`${exercise}.md`, '<!-- requirements -->', ''),
    'holds the line <!-- requirements --> 0 times',
  ],
  [
    'exercises that come after each other',
    () => {
      edit(`${exercise}.md`, 'requirements:\n', 'after: [basics/read-in-a-group]\nrequirements:\n');
      edit(
        'exercises/01-basics/02-read-in-a-group.md',
        'requirements:\n',
        'after: [basics/send-a-record]\nrequirements:\n',
      );
    },
    'comes after basics/',
  ],
  [
    'an exercise that comes after one that is not there',
    () => edit(`${exercise}.md`, 'minutes: 1', 'minutes: 1\nafter: [basics/gone]'),
    '1/1 names the exercise basics/gone',
  ],
  [
    'a lost section of a requirement',
    () => edit(`${exercise}.md`, 'points: 4', 'points: 4\n    section: gone'),
    'names the section gone',
  ],
  [
    'a kind that is not listed',
    () => {
      mkdirSync(join(root, 'docs'));
      write('docs/kinds.yaml', 'not-awaited: A send is not awaited.\n');
    },
    'wrong/forgets-the-key.ts names the kind data-never-tried, which docs/kinds.yaml does not have',
  ],
  [
    'a right answer that does not say how it differs',
    () => {
      mkdirSync(join(root, `${solution}.right`));
      write(`${solution}.right/other.ts`, 'export {};');
    },
    'right/other.ts does not say // Differs:',
  ],
  ['too few wrong answers', () => rmSync(join(root, `${solution}.wrong/sends-nothing.ts`)), 'has 2 wrong answers'],
  [
    'a lost section',
    () => write('lessons/01-basics.md', '---\ntitle: B\nsummary: s\nminutes: 1\n---\n\n## Reading\n'),
    '1/1 names the section sending',
  ],
  ['a dead link', () => lesson('[x](02-gone.md)'), 'links to 02-gone.md, and there is no such file'],
  ['a dead anchor', () => lesson('[x](#gone)'), 'links to #gone'],
  ['a dead picture', () => lesson('![x](figures/gone.svg)'), 'links to figures/gone.svg'],
  ['a lost include', () => lesson('<<< solutions/gone.ts#region'), 'solutions/gone.ts: there is no such file'],
  [
    'a solution shown in a lesson',
    () => lesson(`<<< ${solution}.ts`),
    'shows solutions/01-basics/01-send-a-record.ts, which is no program of its own',
  ],
  ['a program that no lesson shows', () => program('a', 'print();'), 'lessons/01-basics/a.ts is not shown'],
  [
    'a program that is a solution',
    () => {
      lesson('<<< lessons/01-basics/a.ts');
      write(`${solution}.ts`, `export const sendARecord = 1;\n${six}`);
      program('a', six);
    },
    'lessons/01-basics/a.ts shares 6 lines with solutions/01-basics/01-send-a-record.ts, from "a();" on',
  ],
  [
    'right choices in one place',
    () => lesson(['a', 'b', 'c'].map(question).join('\n')),
    'has the right choice in place 1 in 3 of 3 questions',
  ],
  [
    'a question answered before it',
    () => lesson(`So the record is lost.\n\n${question('why').replace('say: A', 'say: The record is lost.')}`),
    'answers the question why',
  ],
  ['code typed by hand', () => lesson('```ts\nconst a = 1;\n```'), 'holds code typed by hand (ts)'],
  ['a question asked twice', () => lesson(question('why') + '\n' + question('why')), 'asks the question why'],
] as const)('%s is found', ([, change, problem]) => {
  change();
  expect(errors().join('\n')).toContain(problem);
});

test('live links, anchors and code that is wrong on purpose are fine', () => {
  lesson(
    '[a](#sending) [b](../exercises/01-basics/01-send-a-record.md) [c](https://kafka.apache.org)\n\n```ts bad\nx\n```\n\n```sh\nls\n```',
  );
  expect(errors()).toEqual([]);
});

test('Given and Advice may name limits, and so may code', () => {
  edit(
    `${exercise}.md`,
    '## Given',
    'Ask with `within: 3 s`.\n\n## Advice\n\nIt must be quick: 50 ms.\n\n## Given\n\nAt most 3 kB.',
  );
  expect(errors()).toEqual([]);
});

test('only prose counts as words', () => {
  const { words, anchors } = readMarkdown(
    '# One `two`\n\nThree **four**, five.\n\n```ts\nnot this\n```\n\n# One `two`',
  );
  expect(readMarkdown('One.\n\n::: other-client\nTwo three.\n:::\n\nFour.').words).toBe(2);
  expect(words).toBe(7);
  expect([...anchors]).toEqual(['one-two', 'one-two-1']);
});

test('the compiler’s complaints about content are findings, others are not', () => {
  const printed = [
    'exercises/01-a/01-b.ts(3,7): error TS2322: Type X is not assignable.',
    '  More about it.',
    'src/cli.ts(1,1): error TS1: Not content.',
  ].join('\n');
  expect(readDiagnostics(printed)).toEqual([
    {
      severity: 'error',
      where: 'exercises/01-a/01-b.ts',
      problem: 'does not compile: line 3, TS2322: Type X is not assignable.',
    },
  ]);
});
