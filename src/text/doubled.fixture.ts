// The test language in which every letter of the workbook's own words stands twice: a course whose content is in it, and
// the words of an output that are not.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { double, leftAlone } from '../../bin/doubled.mjs';
import { npmCommand, programName } from './command.ts';

/** What a process speaks that is to be tried. */
export const doubledEnv = { WORKBOOK_LANGUAGE: 'xx' } as const;

/** Doubles the content of the course at `root`: lessons, tasks, hints. The words of its suites are doubled as they are read. */
export async function doubleCourse(root: string): Promise<void> {
  const names = await readdir(root, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.md'))) {
    const path = join(root, name);
    await writeFile(path, doubleMarkdown(await readFile(path, 'utf8')));
  }
}

const field = /^(?<key>\s*(?:- )?(?:title|summary|text|section|ask|say|why): )(?<value>.*)$/;
// Marks of the format, which no translation changes.
const kept = /^(?:<<<|:::|<!--|## (?:Hint \d+|Given|Advice)$|\| ---|> \[!)/;

function doubleMarkdown(markdown: string): string {
  let inside: 'front matter' | 'question' | 'code' | undefined;
  const lines = markdown.split('\n').map((line, at) => {
    const isBorder = line.startsWith('```') || (line === '---' && (at === 0 || inside === 'front matter'));
    if (!isBorder) return doubleLine(line, inside);
    inside = inside === undefined ? kindOf(line) : undefined;
    return line;
  });
  return lines.join('\n');
}

function doubleLine(line: string, inside: ReturnType<typeof kindOf> | undefined): string {
  if (inside === undefined) return kept.test(line) ? line : String(double(line));
  const { key, value } = field.exec(line)?.groups ?? {};
  return key === undefined || inside === 'code' ? line : `${key}${String(double(value))}`;
}

const kindOf = (border: string) =>
  border === '---' ? 'front matter' : border.startsWith('```question') ? 'question' : 'code';

/**
 * The words of an output in which not every letter stands twice, each once: what did not come out of a catalogue or the
 * doubled content.
 * @param allowed what stands there as it is: names of the test, what Kafka or the learner's program said.
 */
export function singleWords(output: string, allowed: readonly string[] = []): string[] {
  const phrases = allowed.filter((each) => each.includes(' ')).toSorted((one, other) => other.length - one.length);
  const spaced = output.replace(/\s+/g, ' ');
  const text = phrases
    .reduce((left, phrase) => left.replaceAll(phrase, ' '), spaced)
    .replace(command, ' ')
    .replace(leftAlone([]), ' ');
  const words = (text.match(/\p{L}+/gu) ?? []).filter((word) => !/^(?:(\p{L})\1)+$/iu.test(word));
  const names = new Set(allowed.flatMap((each) => (each.includes(' ') ? [] : (each.match(/\p{L}+/gu) ?? []))));
  return [...new Set(words)].filter((word) => !names.has(word));
}

/** A command of the workbook as it is typed, with its arguments. */
const command = new RegExp(
  [
    ...(['start', 'test'] as const).map((name) => `${RegExp.escape(npmCommand(name))}\\b`),
    `${RegExp.escape(programName())}(?: (?:broker|client|matrix) [a-z]+| -{0,2}[a-z]+)(?: (?:--[\\w-]+|\\d+/\\d+|\\d+))*`,
  ].join('|'),
  'g',
);

/** What a reader of a page sees or hears of it: its text without code and pictures, and the words in its attributes. */
export function wordsOfPage(html: string): string {
  const seen = html.replace(/<(script|style|pre|code|figure|svg)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, (tag) => {
    const said = [...tag.matchAll(/ (?:aria-label|title|placeholder|alt|data-cop\w+)="([^"]*)"/g)];
    return ` ${said.map(([, words]) => words).join(' | ')} `;
  });
  return seen.replace(/&(\w+|#39);/g, (entity, name: string) => signs[name] ?? entity);
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
