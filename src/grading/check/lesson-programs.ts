// What can be said about the programs of lessons by reading: each is shown, nothing is taken from a solution, and no answer of
// an exercise can be copied from a lesson.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chapter, Course } from '../../course/course.ts';
import { includedFiles } from '../../course/expand-includes.ts';
import { error, type Finding } from './finding.ts';
import { shownOutputs } from './lesson-output.ts';
import { problems } from './words.ts';

/** As many lines in a row as a lesson's program and a solution may not have in common. */
const sharedLines = 6;

/** The programs of a chapter's lesson, relative to the course, with `/`. */
export function programsOf(chapter: Chapter, root: string): string[] {
  return filesOf(chapter, root).filter((path) => path.split('/').length === 3);
}

/** Its programs, and what stands in folders beside them: files that a program loads, such as tests that it runs. */
function filesOf({ key }: Chapter, root: string): string[] {
  const folder = join(root, 'lessons', key);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `lessons/${key}/${name.replaceAll('\\', '/')}`)
    .toSorted();
}

/** Checks the programs of every lesson. */
export function checkLessonPrograms({ root, chapters }: Course): Finding[] {
  const solutions = solutionsOf(root);
  return chapters.flatMap((chapter) => {
    const { body } = chapter.lesson;
    const shown = new Set([...includedFiles(body), ...shownOutputs(body).map(({ path }) => path)]);
    const programs = programsOf(chapter, root);
    const files = filesOf(chapter, root);
    return [
      ...foreignFiles(chapter, shown, files),
      ...programs.filter((path) => !shown.has(path)).map((path) => error(path, problems.notShown(chapter.key))),
      ...files.flatMap((path) => copiedLines(root, path, solutions)),
    ];
  });
}

// What a lesson shows runs with it: tables made from results are the only text from elsewhere.
function foreignFiles({ key }: Chapter, shown: ReadonlySet<string>, files: readonly string[]): Finding[] {
  return [...shown]
    .filter((path) => !path.endsWith('.md') && !files.includes(path))
    .map((path) => error(`lessons/${key}.md`, problems.foreign(path, key)));
}

interface Code {
  readonly path: string;
  readonly lines: readonly string[];
}

function solutionsOf(root: string): Code[] {
  const folder = join(root, 'solutions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: `solutions/${name.replaceAll('\\', '/')}`, lines: readCode(join(folder, name)) }));
}

const readCode = (path: string): string[] => ownLines(readFileSync(path, 'utf8'));

function copiedLines(root: string, path: string, solutions: readonly Code[]): Finding[] {
  const lines = readCode(join(root, path));
  const copied = solutions.find((solution) => sharedRun(lines, solution.lines) !== undefined);
  if (!copied) return [];
  return [error(path, problems.copied(sharedLines, copied.path, sharedRun(lines, copied.lines) ?? ''))];
}

/** The first line of the first run of six that two programs share, or undefined. */
export function sharedRun(one: readonly string[], other: readonly string[]): string | undefined {
  const runs = new Set(runsOf(other));
  const at = runsOf(one).findIndex((run) => runs.has(run));
  return at < 0 ? undefined : one[at];
}

const runsOf = (lines: readonly string[]): string[] =>
  lines
    .slice(0, Math.max(0, lines.length - sharedLines + 1))
    .map((_, at) => lines.slice(at, at + sharedLines).join('\n'));

/** A program's lines that say something: without comments, imports, brackets alone, and what makes and connects a client. */
export function ownLines(code: string): string[] {
  return code
    .replace(/^import [\s\S]*?;$/gm, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/.*$/, '').trim())
    .filter((line) => /[a-z]/i.test(line) && !/^(\/?\*|\} finally|try \{)/.test(line) && !common.test(line));
}

const common =
  /new (KafkaJS\.)?Kafka\(|kafkaJS: \{|\.(producer|consumer|admin)\(|\.(dis)?connect\(\)|\.\.\..*connection|logLevel/;
