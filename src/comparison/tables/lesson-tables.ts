// Tables that lessons include: made from the newest results, so that no figure is copied by hand. Pure.
import { type Claims } from '../bench/claims.ts';
import type { BenchResult } from '../bench/result.ts';
import type { Spread } from '../bench/spread.ts';
import { baseClient, javaClient, summariseWorkload, type BenchRow } from '../bench/summary.ts';
import { chapterTable, type ChapterTable } from './chapter.ts';
import type { Matrix } from '../results/result.ts';
import type { ChapterPrograms } from '../chapter-programs/chapter-programs.ts';
import { standingOf } from '../results/standing.ts';
import { claimsTable, ratioCells, toolsTable } from './bench-tables.ts';
import { chapterProgramsTable } from './chapter-programs-table.ts';
import { matrixTables } from './feature-tables.ts';
import { toMarkdown, type Table } from './table.ts';
import { text } from './words.ts';

export interface Results {
  readonly matrix: Matrix | undefined;
  readonly bench: BenchResult | undefined;
  /** In which the field's own tools took turns, too. */
  readonly tools: BenchResult | undefined;
  readonly claims: Claims;
  readonly chapter: ChapterTable;
  readonly programs: ChapterPrograms;
}

/** Markdown by the table's name; only those whose result is there. */
export function lessonTables({ matrix, bench, tools, claims, chapter, programs }: Results): Record<string, string> {
  return {
    'chapter-programs': signed(chapterProgramsTable(programs), text.chapterPrograms.source(programs)),
    ...(bench && {
      claims: signed(claimsTable(claims, bench), benchSource(bench)),
      speed: signed(speedTable(bench), benchSource(bench)),
    }),
    ...(tools && { tools: signed(toolsTable(tools), benchSource(tools)) }),
    ...(matrix && {
      'chapter-features': signed(chapterTable(chapter, matrix), matrixSource(matrix)),
      'node-features': signed(nodeTable(matrix), matrixSource(matrix)),
    }),
  };
}

const signed = (table: Table, source: string): string => `${toMarkdown(table)}\n\n*${source}*\n`;

function benchSource(bench: BenchResult): string {
  const rounds = Math.max(...bench.runs.map(({ round }) => round));
  // A client of which no run went well is a matter of the matrix.
  const worked = new Set(bench.runs.filter(isMeasured).map(({ client }) => client));
  const failed = bench.runs.filter((run) => worked.has(run.client) && run.outcome.kind === 'failed').length;
  return text.bench({ ...bench, rounds, failed });
}

const isMeasured = ({ outcome }: BenchResult['runs'][number]): boolean => outcome.kind === 'measured';

const matrixSource = ({ date, kafka }: Matrix): string => text.matrix(date, kafka);

const workloads = { produce: 'produce-1kb', consume: 'consume-100b', latency: 'latency-1kb' };

/** Each client that runs, the fastest first: both styles beside each other, and how long a record takes. */
export function speedTable(bench: BenchResult): Table {
  const rows = (name: string) => summariseWorkload(bench, name);
  const [produce, consume, latency] = [rows(workloads.produce), rows(workloads.consume), rows(workloads.latency)];
  const clients = produce.filter(({ style, perSecond }) => style === 'fast' && perSecond).map(({ client }) => client);
  const base = baseClient(bench);
  return {
    caption: text.speed.caption,
    columns: text.speed.columns(base === javaClient ? text.speed.java : base),
    // The field's own tools take turns too, and are in a table of their own.
    rows: clients
      .filter((client) => of(produce, client, 'plain'))
      .map((client) => [
        client,
        ratio(of(produce, client, 'fast'), base),
        slower(of(produce, client, 'plain')),
        ratio(of(consume, client, 'fast'), base),
        slower(of(consume, client, 'plain')),
        ...waits(of(latency, client, 'fast')),
      ]),
  };
}

const of = (all: readonly BenchRow[], client: string, style: 'fast' | 'plain'): BenchRow | undefined =>
  all.find((row) => row.client === client && row.style === style);

function ratio(row: BenchRow | undefined, base: string): string {
  if (!row?.ratio) return text.none;
  if (row.client === base) return '1';
  const [median, range] = ratioCells(row.ratio);
  return `${median} (${range})`;
}

function slower(plain: BenchRow | undefined): string {
  if (!plain?.toFast) return text.none;
  const times = inverse(plain.toFast);
  return text.speed.slower(figure(times.median), `${figure(times.least)}–${figure(times.most)}`);
}

const inverse = ({ median, least, most }: Spread): Spread => ({ median: 1 / median, least: 1 / most, most: 1 / least });

function waits(row: BenchRow | undefined): string[] {
  if (!row?.latency) return [text.none, text.none];
  return [row.latency.p50, row.latency.p99].map(({ median }) => figure(median));
}

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(2)).toString();

/** The features in which the Node clients that work with today's broker differ. */
export function nodeTable(matrix: Matrix): Table {
  const own = matrix.clients.filter(
    ({ language, name }) => language === 'node' && standingOf(matrix, name).is === 'alive',
  );
  const names = new Set(own.map(({ name }) => name));
  const cells = matrix.cells.filter(({ client }) => names.has(client));
  const [table] = matrixTables({ ...matrix, clients: own, cells });
  if (!table) throw new Error('the matrix has no Node client');
  return { ...table, rows: table.rows.filter(([, ...marks]) => new Set(marks).size > 1) };
}
