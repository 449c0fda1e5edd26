import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/project.ts';
import { importsOf, projectFiles } from './imports.ts';
import { isTest } from './map.ts';
import { isSentence, readAtLoad, sentencesIn } from './sentences.ts';
import { exceptions, published } from './sentences-left.ts';

/** English of a part: `en.ts`, and `en-help.ts` or `guard-en.mjs` beside it. */
const isEnglish = (file: string): boolean => /\/(?:\w+-)?en(?:-\w+)?\.m?[jt]s$/.test(file);
const isCatalogue = (file: string): boolean => /\/words\.m?ts$|\/words\.mjs$/.test(file);

const speaking = projectFiles().filter(
  (file) =>
    /^exercises\/.*\.test\.ts$/.test(file) ||
    /^kernel\/[^/]+\.cjs$/.test(file) ||
    (/^(?:src|bin)\/.*\.(?:ts|mjs)$/.test(file) && !isTest(file) && !isEnglish(file)),
);
const codeOf = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const sentences = speaking.flatMap((file) => sentencesIn(file, codeOf(file)).map((found) => ({ file, ...found })));

const excuses = ({ file, begin }: (typeof exceptions)[number], found: (typeof sentences)[number]): boolean =>
  file === found.file && (begin?.some((words) => found.text.startsWith(words)) ?? true);

test.each([
  ['nothing printed', true],
  ['Clean-up failed:', true],
  ['… of … records', true],
  ['<p class="lead">Save the file</p>', true],
  ['the door', true],
  ['copy quiet small', false],
  ['<p class="of the lead">…</p>', false],
  ['npm run workbook --', false],
  ['exercises:all:…', false],
  ["import { a } from './b.ts'", false],
  ['docs/the-door.md', false],
  ['Passed', false],
])('%j is a sentence: %s', (text, is) => {
  expect(isSentence(text)).toBe(is);
});

test('Sentences are found in strings and templates, and not where nobody but a developer reads them', () => {
  const code = [
    "import { a } from './the door/of.ts';",
    '// This is a comment.',
    "const said = 'It is said.';",
    'const waited = `Waited for ${said} in the end`;',
    "throw new TypeError('This is a mistake of ours.');",
    "throw new WorkbookError('There is no file.', { next: 'look for it again' });",
  ].join('\n');
  expect(sentencesIn('x.ts', code)).toEqual([
    { line: 3, text: 'It is said.' },
    { line: 4, text: 'Waited for … in the end' },
    { line: 6, text: 'There is no file.' },
    { line: 6, text: 'look for it again' },
  ]);
});

test('No sentence of English stands outside of a catalogue', () => {
  expect(speaking.length).toBeGreaterThan(400);
  const left = sentences.filter((found) => !exceptions.some((exception) => excuses(exception, found)));
  expect(left.map(({ file, line, text }) => `${file}:${line} says ${JSON.stringify(text)}`)).toEqual([]);
});

test('No exception is left that no sentence needs', () => {
  const idle = exceptions.filter((exception) => !sentences.some((found) => excuses(exception, found)));
  expect(idle.map(({ file }) => file)).toEqual([]);
});

test('English is taken by the catalogue of its part alone, and by what is published in English', () => {
  const takers = importsOf(projectFiles())
    .filter(({ from, to }) => isEnglish(to) && !isEnglish(from) && !isCatalogue(from) && !isTest(from))
    .map(({ from }) => from)
    .filter((from) => from !== 'src/lab/broker/guard.mjs');
  expect([...new Set(takers)].toSorted()).toEqual([...published].toSorted());
});

test('What is read while a file is loaded is told from what is read when something is said', () => {
  const code = [
    "import { text } from './words.ts';",
    'const early = text.title;',
    'const step = { title: text.other, get late() { return text.title; } };',
    'const say = () => text.title;',
    'class Late { title = text.title; }',
  ].join('\n');
  expect(readAtLoad('x.ts', code).map(({ line, text }) => `${line} ${text}`)).toEqual(['2 text.title', '3 text.other']);
});

test('No file reads a catalogue while it is loaded: the language is chosen when something is said', () => {
  const early = speaking.flatMap((file) => readAtLoad(file, codeOf(file)).map((found) => ({ file, ...found })));
  expect(early.map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([]);
});
