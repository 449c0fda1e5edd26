// A benchmark's figures as a table: the same cells for the terminal, for Markdown and for the page. Pure.
import { judgeClaims, type ClaimRow, type Claims } from './claims.ts';
import { text } from './en.ts';
import type { BenchResult } from './result.ts';
import { checkByTools } from './tool-checks.ts';
import { baseClient, summariseWorkload, type BenchRow, type Spread } from './summary.ts';

export interface BenchTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table of one workload; a client without a figure keeps its row, with the reason. */
export function workloadTable(result: BenchResult, name: string): BenchTable {
  const workload = result.workloads.find((each) => each.name === name);
  const rows = summariseWorkload(result, name);
  const { columns } = text;
  const latency = rows.some((row) => row.latency);
  const figures = latency
    ? [columns.p50, columns.p99, columns.p999, columns.late]
    : [columns.ratio(baseClient(result)), columns.perSecond, columns.spread];
  return {
    title: workload?.title ?? name,
    head: [columns.client, columns.style, ...figures, columns.cpu, columns.memory],
    rows: rows.map((row) => [row.client, row.style, ...cells(row, latency)]),
  };
}

function cells(row: BenchRow, latency: boolean): string[] {
  const { perSecond, cpuMicros, peakMB } = row;
  if (!perSecond) return [row.reason ?? ''];
  const figures = latency ? latencyCells(row) : [ratio(row.ratio), count(perSecond.median), range(perSecond)];
  return [...figures, cpuMicros === undefined ? '' : short(cpuMicros), peakMB === undefined ? '' : count(peakMB)];
}

function latencyCells({ latency }: BenchRow): string[] {
  if (!latency) return ['', '', '', ''];
  return [...[latency.p50, latency.p99, latency.p999].map(({ median }) => short(median)), count(latency.late)];
}

/** The source chapter's table beside the measured one. */
export function claimsTable(claims: Claims, result: BenchResult): BenchTable {
  const { title, columns } = text.claims;
  return { title, head: columns, rows: judgeClaims(claims, result).map(claimCells) };
}

function claimCells(row: ClaimRow): string[] {
  return [
    row.client,
    row.workload,
    count(row.claimed),
    ...(row.measured ? [count(row.measured.median), range(row.measured)] : ['', '']),
    ratio(row.claimedRatio),
    ratio(row.measuredRatio),
    verdictWords(row),
  ];
}

function verdictWords({ verdict, times }: ClaimRow): string {
  const { holds, tooHigh, tooLow, notMeasured } = text.claims;
  if (verdict === 'not-measured') return notMeasured;
  if (verdict === 'holds') return holds;
  return (verdict === 'too-high' ? tooHigh : tooLow)(short(times ?? 1));
}

/** Our rows beside the field's own tools. */
export function toolsTable(result: BenchResult): BenchTable {
  const { title, columns, agrees, differs } = text.tools;
  const verdict = (agreed: boolean | undefined) => (agreed === undefined ? '' : agreed ? agrees : differs);
  const rows = checkByTools(result).map((row) => [
    row.client,
    row.tool,
    row.workload,
    ratio(row.ratio),
    verdict(row.agrees),
  ]);
  return { title, head: columns, rows };
}

/** Lines with columns of one width, for a terminal. */
export function tableLines({ title, head, rows }: BenchTable): string[] {
  const widths = head.map((cell, at) =>
    Math.max(cell.length, ...rows.filter((row) => row.length === head.length).map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, at) =>
      at < 2 || row.length < head.length ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    );
  return [title, ...[head, ...rows].map((row) => `  ${line(row).join('  ')}`.trimEnd())];
}

/** The table in Markdown. */
export function tableMarkdown({ head, rows }: BenchTable): string {
  const line = (row: readonly string[]) =>
    `| ${head.map((_, at) => (row[at] ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at < 2 ? '---' : '--:'))), ...rows.map(line), ''].join('\n');
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
const short = (value: number): string => (value >= 100 ? count(value) : Number(value.toPrecision(2)).toString());
const ratio = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(2));
const range = ({ least, most }: Spread): string => `${count(least)}–${count(most)}`;
