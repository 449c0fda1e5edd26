// A benchmark's figures as tables. Pure.
import { judgeClaims, type ClaimRow, type Claims } from '../bench/claims.ts';
import { text } from '../bench/words.ts';
import type { BenchResult } from '../bench/result.ts';
import { isNoDifference, ratioDigits, ratioRange } from '../bench/ratio.ts';
import type { Spread } from '../bench/spread.ts';
import { baseClient, summariseWorkload, type BenchRow } from '../bench/summary.ts';
import { checkByTools } from '../bench/tool-checks.ts';
import type { Table } from './table.ts';

/** The table of one workload; a client without a figure keeps its row, with the reason. */
export function workloadTable(result: BenchResult, name: string): Table {
  const workload = result.workloads.find((each) => each.name === name);
  const rows = summariseWorkload(result, name);
  const { columns } = text;
  const latency = rows.some((row) => row.latency);
  const figures = latency
    ? [columns.p50, columns.p99, columns.p999, columns.late]
    : [columns.ratio(baseClient(result)), columns.ratios, columns.perSecond, columns.spread];
  return {
    caption: workload?.title ?? name,
    columns: [columns.client, columns.style, ...figures, columns.cpu, columns.memory],
    rows: rows.map((row) => [row.client, row.style, ...cells(row, latency, baseClient(result))]),
  };
}

function cells(row: BenchRow, latency: boolean, base: string): string[] {
  const { perSecond, cpuMicros, peakMB } = row;
  if (!perSecond) return [row.reason ?? ''];
  const isBase = row.client === base && row.style === 'fast';
  const figures = latency
    ? latencyCells(row)
    : [...(isBase ? ['1', ''] : ratioCells(row.ratio)), count(perSecond.median), range(perSecond)];
  return [...figures, cpuMicros === undefined ? '' : short(cpuMicros), peakMB === undefined ? '' : count(peakMB)];
}

/** A ratio in words and its spread: where the rounds say now more, now less, there is no difference to tell. */
export function ratioCells(ratio: Spread | undefined): [median: string, range: string] {
  if (!ratio) return ['', ''];
  return [isNoDifference(ratio) ? text.noDifference : ratioDigits(ratio.median), ratioRange(ratio)];
}

function latencyCells({ latency }: BenchRow): string[] {
  if (!latency) return ['', '', '', ''];
  return [...[latency.p50, latency.p99, latency.p999].map(({ median }) => short(median)), count(latency.late)];
}

/** The source chapter's table beside the measured one. */
export function claimsTable(claims: Claims, result: BenchResult): Table {
  const { title, columns } = text.claims;
  return { caption: title, columns, rows: judgeClaims(claims, result).map(claimCells) };
}

function claimCells(row: ClaimRow): string[] {
  return [
    row.client,
    row.workload,
    count(row.claimed),
    ...(row.measured ? [count(row.measured.median), range(row.measured)] : ['', '']),
    ratioDigits(row.claimedRatio),
    ...claimedBeside(row),
    verdictWords(row),
  ];
}

const claimedBeside = ({ measuredRatio, verdict }: ClaimRow): string[] => {
  if (!measuredRatio) return ['', ''];
  return verdict === 'measure' ? ['1', ''] : [ratioDigits(measuredRatio.median), ratioRange(measuredRatio)];
};

function verdictWords({ verdict, times }: ClaimRow): string {
  const { holds, measure, tooHigh, tooLow, notMeasured } = text.claims;
  if (verdict === 'measure') return measure;
  if (verdict === 'not-measured') return notMeasured;
  if (verdict === 'holds') return holds;
  return (verdict === 'too-high' ? tooHigh : tooLow)(short(times ?? 1));
}

/** Our rows beside the field's own tools. */
export function toolsTable(result: BenchResult): Table {
  const { title, columns, verdicts } = text.tools;
  const rows = checkByTools(result).map(({ client, tool, workload, ratio, verdict }) => [
    client,
    tool,
    workload,
    ratio ? ratioDigits(ratio.median) : '',
    ratio ? ratioRange(ratio) : '',
    verdict ? verdicts[verdict] : '',
  ]);
  return { caption: title, columns, rows };
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
const short = (value: number): string => (value >= 100 ? count(value) : Number(value.toPrecision(2)).toString());
const range = ({ least, most }: Spread): string => `${count(least)}–${count(most)}`;
