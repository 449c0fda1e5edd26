// The chapter's feature table, a language a column, held against the matrix, where every client has its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';
import { words } from '../features/words.ts';
import type { Matrix } from '../results/result.ts';
import type { Table } from './table.ts';

const text = z.string().min(1);

/** What the chapter claims: every cell says yes. A row is proved by features of the matrix, a column by clients that the chapter names. */
export const chapterSchema = z.strictObject({
  formatVersion: z.literal(1),
  source: text,
  rows: z.array(z.strictObject({ title: text, tests: z.array(text).min(1) })),
  columns: z.array(z.strictObject({ title: text, clients: z.array(text).min(1) })),
});
export type ChapterTable = z.infer<typeof chapterSchema>;

/** Reads benchmarks/chapter-features.json. */
export function loadChapterTable(): ChapterTable {
  const path = join(projectRoot, 'benchmarks', 'chapter-features.json');
  return chapterSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export type Verdict = keyof typeof words.verdicts;

export interface ChapterCell {
  readonly row: string;
  readonly column: string;
  readonly verdict: Verdict;
  /** What became of each client that the chapter names, in the order of the chapter. */
  readonly clients: readonly {
    readonly client: string;
    readonly verdict: Verdict;
    readonly missing: readonly string[];
  }[];
}

/** A verdict for each cell of the chapter: it holds only if every client named does all that the row says. */
export function judgeChapter({ rows, columns }: ChapterTable, { cells }: Pick<Matrix, 'cells'>): ChapterCell[] {
  const outcomes = new Map(cells.map(({ client, feature, outcome }) => [`${client} ${feature}`, outcome]));
  const judge = (client: string, tests: readonly string[]) => {
    const found = tests.map((test) => [test, outcomes.get(`${client} ${test}`) ?? 'not-run'] as const);
    const missing = found
      .filter(([, outcome]) => outcome === 'fails' || outcome === 'not-offered')
      .map(([test]) => test);
    return { client, missing, verdict: verdictOf(found.map(([, outcome]) => outcome)) };
  };
  return rows.flatMap((row) =>
    columns.map((column) => {
      const clients = column.clients.map((client) => judge(client, row.tests));
      return {
        row: row.title,
        column: column.title,
        clients,
        verdict: together(clients.map(({ verdict }) => verdict)),
      };
    }),
  );
}

function verdictOf(outcomes: readonly Matrix['cells'][number]['outcome'][]): Verdict {
  const bad = outcomes.filter((outcome) => outcome === 'fails' || outcome === 'not-offered').length;
  if (bad > 0) return bad === outcomes.length ? 'wrong' : 'for-some';
  if (outcomes.includes('not-run')) return 'not-run';
  return outcomes.includes('works-with-extra') ? 'with-extra' : 'holds';
}

/** Of several clients: what was not run proves nothing either way. */
function together(verdicts: readonly Verdict[]): Verdict {
  const known = verdicts.filter((verdict) => verdict !== 'not-run');
  if (known.length === 0) return 'not-run';
  if (known.every((verdict) => verdict === 'wrong')) return 'wrong';
  if (known.some((verdict) => verdict === 'wrong' || verdict === 'for-some')) return 'for-some';
  return known.includes('with-extra') ? 'with-extra' : 'holds';
}

/** The chapter's own table with our verdicts in it. */
export function chapterTable(chapter: ChapterTable, matrix: Pick<Matrix, 'cells'>): Table {
  const cells = judgeChapter(chapter, matrix);
  const shown = (row: string, column: string): string => {
    const cell = cells.find((each) => each.row === row && each.column === column);
    if (!cell) return words.notTried;
    if (cell.verdict === 'not-run') return words.verdicts['not-run'];
    const without = cell.clients.filter(({ missing }) => missing.length > 0).map(({ client }) => client);
    return `${words.verdicts[cell.verdict]}${without.length > 0 ? `, not ${without.join(', ')}` : ''}`;
  };
  return {
    caption: chapter.source,
    columns: [words.feature, ...chapter.columns.map(({ title }) => title)],
    rows: chapter.rows.map(({ title }) => [title, ...chapter.columns.map((column) => shown(title, column.title))]),
  };
}
