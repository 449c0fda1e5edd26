// From runs to figures: medians with their spread, and ratios to one client within the same round. Pure.
import { ratioBetween } from './ratio.ts';
import type { BenchResult, BenchRun, Measured } from './result.ts';
import { spread, type Spread } from './spread.ts';
import type { Style } from './workload.ts';

/** Ratios are to this client where it was measured. */
export const javaClient = 'java-kafka-clients';

export interface BenchRow {
  readonly workload: string;
  readonly client: string;
  readonly style: Style;
  readonly rounds: number;
  /** To the base client's fast style, round by round; undefined where that was not measured. */
  readonly ratio: Spread | undefined;
  /** To the same client's fast style, round by round: what the other style costs. */
  readonly toFast: Spread | undefined;
  readonly perSecond: Spread | undefined;
  readonly cpuMicros: number | undefined;
  readonly peakMB: number | undefined;
  readonly latency:
    { readonly p50: Spread; readonly p99: Spread; readonly p999: Spread; readonly late: number } | undefined;
  /** Why there is no figure, in the words of the last run. */
  readonly reason: string | undefined;
}

/** The client that ratios are to: Java's, else the first that was measured. */
export function baseClient({ runs }: BenchResult): string {
  const measured = runs.filter(({ outcome }) => outcome.kind === 'measured').map(({ client }) => client);
  return measured.includes(javaClient) ? javaClient : (measured[0] ?? javaClient);
}

/** One row for each client and style of a workload: those with figures first, fastest first. */
export function summariseWorkload(result: BenchResult, workload: string): BenchRow[] {
  const runs = result.runs.filter((run) => run.workload === workload);
  const base = runs.filter(({ client, style }) => client === baseClient(result) && style === 'fast');
  const keys = [...new Set(runs.map(({ client, style }) => `${client} ${style}`))];
  const rows = keys.map((key) =>
    summariseRuns(
      runs.filter(({ client, style }) => `${client} ${style}` === key),
      runs,
      base,
    ),
  );
  return rows.toSorted(byStanding);
}

// The best comes first: the one with the highest ratio, or where all keep the same rate the one with the shortest wait.
function byStanding(a: BenchRow, b: BenchRow): number {
  if (a.latency && b.latency) return a.latency.p50.median - b.latency.p50.median;
  return (b.ratio?.median ?? 0) - (a.ratio?.median ?? 0) || (a.client < b.client ? -1 : 1);
}

function summariseRuns(runs: readonly BenchRun[], all: readonly BenchRun[], base: readonly BenchRun[]): BenchRow {
  const [first] = runs;
  if (!first) throw new Error('no runs to summarise');
  const measured = runs.flatMap(({ outcome }) => (outcome.kind === 'measured' ? [outcome] : []));
  const failed = runs.findLast(({ outcome }) => outcome.kind !== 'measured')?.outcome;
  const row = { workload: first.workload, client: first.client, style: first.style, rounds: measured.length };
  const reason = failed && 'reason' in failed ? failed.reason : undefined;
  if (measured.length === 0) {
    return {
      ...row,
      reason,
      ratio: undefined,
      toFast: undefined,
      perSecond: undefined,
      cpuMicros: undefined,
      peakMB: undefined,
      latency: undefined,
    };
  }
  const fast = all.filter(({ client, style }) => client === first.client && style === 'fast');
  return {
    ...row,
    reason,
    ratio: ratioBetween(runs, base),
    toFast: ratioBetween(runs, fast),
    perSecond: spread(measured.map(rate)),
    cpuMicros: medianOf(measured.map(({ cpuSeconds, records }) => cpuSeconds && (cpuSeconds / records) * 1e6)),
    peakMB: medianOf(measured.map(({ peakRssBytes }) => peakRssBytes && peakRssBytes / 1_024 ** 2)),
    latency: latencyOf(measured),
  };
}

const rate = ({ records, seconds }: Measured): number => records / seconds;

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : spread(known).median;
}

function latencyOf(measured: readonly Measured[]): BenchRow['latency'] {
  const all = measured.flatMap(({ latency }) => (latency ? [latency] : []));
  if (all.length === 0) return undefined;
  return {
    p50: spread(all.map(({ p50Ms }) => p50Ms)),
    p99: spread(all.map(({ p99Ms }) => p99Ms)),
    p999: spread(all.map(({ p999Ms }) => p999Ms)),
    late: spread(all.map(({ lateSends }) => lateSends)).median,
  };
}
