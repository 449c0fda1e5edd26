// A benchmark's figures as tables. Pure.
import { judgeClaims, type ClaimRow, type Claims } from '../bench/claims.ts';
import { text } from '../bench/en.ts';
import type { BenchResult } from '../bench/result.ts';
import { baseClient, summariseWorkload, type BenchRow, type Spread } from '../bench/summary.ts';
import { checkByTools } from '../bench/tool-checks.ts';
import { needsToCome } from '../contract/to-come.ts';
import type { Table } from './table.ts';

// Behind the client and what it did.
const figuresFrom = 2;

/** The table of one workload; a client without a figure keeps its row, with the reason. */
export function workloadTable(result: BenchResult, name: string): Table {
  const workload = result.workloads.find((each) => each.name === name);
  const rows = summariseWorkload(result, name);
  const { columns } = text;
  const latency = rows.some((row) => row.latency);
  const figures = latency
    ? [columns.p50, columns.p99, columns.p999, columns.late]
    : [columns.ratio(baseClient(result)), columns.perSecond, columns.spread];
  return {
    caption: workload?.title ?? name,
    figuresFrom,
    columns: [columns.client, columns.style, ...figures, columns.cpu, columns.memory],
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
export function claimsTable(claims: Claims, result: BenchResult): Table {
  const { title, columns } = text.claims;
  return { caption: title, columns, figuresFrom, rows: judgeClaims(claims, result).map(claimCells) };
}

function claimCells(row: ClaimRow): string[] {
  return [
    row.client,
    row.what,
    count(row.claimed),
    ...(row.measured ? [count(row.measured.median), range(row.measured)] : ['', '']),
    ratio(row.claimedRatio),
    ratio(row.measuredRatio),
    verdictWords(row),
  ];
}

function verdictWords({ client, verdict, times }: ClaimRow): string {
  const { holds, tooHigh, tooLow, notMeasured } = text.claims;
  if (verdict === 'not-measured') return needsToCome(client) ?? notMeasured;
  if (verdict === 'holds') return holds;
  return (verdict === 'too-high' ? tooHigh : tooLow)(short(times ?? 1));
}

/** Our rows beside the field's own tools. */
export function toolsTable(result: BenchResult): Table {
  const { title, columns, agrees, differs } = text.tools;
  const verdict = (agreed: boolean | undefined) => (agreed === undefined ? '' : agreed ? agrees : differs);
  const rows = checkByTools(result).map((row) => [
    row.client,
    row.tool,
    row.workload,
    ratio(row.ratio),
    verdict(row.agrees),
  ]);
  return { caption: title, columns, figuresFrom, rows };
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
const short = (value: number): string => (value >= 100 ? count(value) : Number(value.toPrecision(2)).toString());
const ratio = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(2));
const range = ({ least, most }: Spread): string => `${count(least)}–${count(most)}`;
