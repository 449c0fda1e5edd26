// From runs to figures: medians with their spread, and ratios to one client within the same round. Pure.
import type { BenchResult, BenchRun, Measured } from './result.ts';
import type { Style } from './workload.ts';

/** Ratios are to this client where it was measured. */
export const javaClient = 'java-kafka-clients';

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface BenchRow {
  readonly workload: string;
  readonly client: string;
  readonly style: Style;
  readonly rounds: number;
  /** Median of the ratios to the base client's fast style, each within one round; undefined where that was not measured. */
  readonly ratio: number | undefined;
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
      base,
    ),
  );
  return rows.toSorted(byStanding);
}

// The best comes first: the fastest, or where all keep the same rate the one with the shortest wait.
function byStanding(a: BenchRow, b: BenchRow): number {
  if (a.latency && b.latency) return a.latency.p50.median - b.latency.p50.median;
  return (b.perSecond?.median ?? 0) - (a.perSecond?.median ?? 0) || (a.client < b.client ? -1 : 1);
}

function summariseRuns(runs: readonly BenchRun[], base: readonly BenchRun[]): BenchRow {
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
      perSecond: undefined,
      cpuMicros: undefined,
      peakMB: undefined,
      latency: undefined,
    };
  }
  const ratios = runs.flatMap((run) => ratioInRound(run, base));
  return {
    ...row,
    reason,
    ratio: ratios.length === 0 ? undefined : spread(ratios).median,
    perSecond: spread(measured.map(rate)),
    cpuMicros: medianOf(measured.map(({ cpuSeconds, records }) => cpuSeconds && (cpuSeconds / records) * 1e6)),
    peakMB: medianOf(measured.map(({ peakRssBytes }) => peakRssBytes && peakRssBytes / 1_024 ** 2)),
    latency: latencyOf(measured),
  };
}

const rate = ({ records, seconds }: Measured): number => records / seconds;

function ratioInRound(run: BenchRun, base: readonly BenchRun[]): number[] {
  const other = base.find(({ round }) => round === run.round);
  if (run.outcome.kind !== 'measured' || other?.outcome.kind !== 'measured') return [];
  return [rate(run.outcome) / rate(other.outcome)];
}

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

/** Median (of an even number: the mean of the two in the middle), least and most. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, least: at(0), most: at(sorted.length - 1) };
}
