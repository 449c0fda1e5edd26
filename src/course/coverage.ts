// What the source chapter covers, claims and gets wrong, and where the course has it: data with references that are checked.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { allExercises, type Course, type Exercise } from './course.ts';
import { coverageText as text } from './en.ts';

// `fault <id>`: some stubs and wrong answers hold the source chapter's own lines, and say so (`fault:`, `// Fault: <id>`).
const reference = z.string().regex(/^(lesson|exercise|fault|notebook|command|page|later) \S+$/);
const coverageSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** Chapters that are still to come, by the name that references use. */
  later: z.record(z.string(), z.string()),
  items: z.array(
    z.strictObject({
      kind: z.enum(['part', 'claim', 'bug']),
      what: z.string().min(1),
      where: z.array(reference).min(1),
    }),
  ),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** What references can name beside the course itself. */
export interface Known {
  /** Sections of a lesson, by the chapter's slug. */
  readonly anchors: ReadonlyMap<string, ReadonlySet<string>>;
  readonly commands: readonly string[];
}

/** Reads docs/coverage.yaml of a course; undefined where it has none. @throws where it breaks its schema. */
export function readCoverage(root: string): Coverage | undefined {
  const path = join(root, 'docs', 'coverage.yaml');
  return existsSync(path) ? coverageSchema.parse(parse(readFileSync(path, 'utf8'))) : undefined;
}

/** A chapter that is still to be written. */
export interface LaterChapter {
  readonly number: number;
  readonly title: string;
}

/** The chapters that explain gaps in the numbers of a course; none where the file is missing or broken, which `check` tells. */
export function laterChapters({ root, chapters }: Course): LaterChapter[] {
  const written = new Set(chapters.map(({ number }) => number));
  try {
    return Object.values(readCoverage(root)?.later ?? {})
      .map((name) => ({ number: Number.parseInt(name, 10), title: name.replace(/^\d+\s+/, '') }))
      .filter(({ number }) => !written.has(number));
  } catch {
    return [];
  }
}

/** References that name nothing, and later chapters that are there already. Pure. */
export function deadReferences({ items, later }: Coverage, course: Course, known: Known): string[] {
  const ids = new Set<string>(allExercises(course).map(({ id }) => id));
  const chapters = new Map(course.chapters.map((chapter) => [chapter.slug, chapter]));
  const exists: Record<string, (name: string) => boolean> = {
    lesson: (name) => {
      const [slug = '', anchor = ''] = name.split('#');
      return known.anchors.get(slug)?.has(anchor) ?? false;
    },
    exercise: (name) => ids.has(name),
    fault: (name) => holdersOf(course, name).length > 0,
    notebook: (name) => chapters.get(name)?.notebook !== undefined,
    command: (name) => known.commands.includes(name),
    page: (name) => name === 'compare',
    later: (name) => name in later && !chapters.has(name),
  };
  const dead = items.flatMap(({ what, where }) =>
    where.filter((each) => !isAlive(each, exists)).map((each) => `${what}: ${each}`),
  );
  return [...new Set(dead)];
}

function isAlive(written: string, exists: Readonly<Record<string, (name: string) => boolean>>): boolean {
  const [kind = '', name = ''] = written.split(' ', 2);
  return exists[kind]?.(name) ?? false;
}

/** Faults of the source chapter that no file holds, though the course has come past the place for them. Pure. */
export function unheldFaults({ items }: Coverage): string[] {
  return items
    .filter(({ kind, where }) => kind === 'bug' && !where.some((each) => /^(fault|later) /.test(each)))
    .map(({ what }) => what);
}

/** The exercises whose stub, or a wrong answer, holds this fault of the source chapter. */
function holdersOf(course: Course, wanted: string): Exercise[] {
  return allExercises(course).filter(
    ({ fault, answers }) =>
      fault === wanted || answers.some((answer) => answer.role === 'wrong' && answer.fault === wanted),
  );
}

/** The table for readers: docs/coverage.md. Pure. */
export function coverageMarkdown({ items, later }: Coverage, course: Course): string {
  const labels = new Map<string, string>(allExercises(course).map(({ id, label, title }) => [id, `${label} ${title}`]));
  const titleOf = (slug: string): string =>
    course.chapters.find((chapter) => chapter.slug === slug)?.lesson.title ?? slug;
  const shown: Record<string, (name: string) => string> = {
    lesson: (name) => {
      const [slug = '', anchor = ''] = name.split('#');
      const key = course.chapters.find((chapter) => chapter.slug === slug)?.key;
      return `[${titleOf(slug)}: ${anchor.replaceAll('-', ' ')}](../lessons/${key}.md#${anchor})`;
    },
    exercise: (name) => text.exercise(labels.get(name) ?? name),
    fault: (name) =>
      holdersOf(course, name)
        .map(({ label, title }) => text.fault(`${label} ${title}`))
        .join(', '),
    notebook: (name) => text.notebook(titleOf(name)),
    command: (name) => `\`workbook ${name}\``,
    page: (name) => text.page(name),
    later: (name) => text.later(later[name] ?? name),
  };
  const show = (written: string): string => {
    const [kind = '', name = ''] = written.split(' ', 2);
    return shown[kind]?.(name) ?? written;
  };
  const table = (kind: keyof typeof text.titles): string =>
    [
      `## ${text.titles[kind]}`,
      '',
      text.head,
      '| --- | --- |',
      ...items
        .filter((item) => item.kind === kind)
        .map(({ what, where }) => `| ${what} | ${where.map(show).join(' · ')} |`),
      '',
    ].join('\n');
  return [`# ${text.title}`, '', text.intro, '', table('part'), table('claim'), table('bug')].join('\n');
}
