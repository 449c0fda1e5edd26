// From needs and results to a client: what must be there first, then what is best of the rest. Pure. Every reason is one
// that the matrix or the benchmark shows.
import { summariseWorkload, baseClient, type BenchRow } from '../bench/summary.ts';
import { isNoDifference, ratioDigits, ratioRange } from '../bench/ratio.ts';
import type { BenchResult } from '../bench/result.ts';
import type { Spread } from '../bench/spread.ts';
import type { Cell, Interop, Matrix, Rival } from '../results/result.ts';
import { essentials, standingOf } from '../results/standing.ts';
import { text } from './words.ts';
import type { Needs } from './needs.ts';
import type { Warning } from './warnings.ts';

export interface Advised {
  readonly client: Rival;
  readonly reasons: readonly string[];
}

export interface Advice {
  /** Best first. */
  readonly ranking: readonly Advised[];
  /** With what speaks against each. */
  readonly excluded: readonly Advised[];
}

/** What was run so far. */
export interface Findings {
  readonly matrix: Matrix;
  readonly bench: BenchResult | undefined;
  readonly interop: Interop | undefined;
  readonly warnings?: readonly Warning[];
}

/** Names of the files that the reasons come from. */
export const filesOf = ({ matrix, bench, interop }: Findings): string[] =>
  [matrix, bench, interop].flatMap((result) => (result ? [`${result.kind}-${result.date}.json`] : []));

/** Ranks the clients that do all of it, and says why the others do not. */
export function choose(needs: Needs, { matrix, bench, interop, warnings = [] }: Findings): Advice {
  const judged = matrix.clients
    .filter(({ language }) => needs.language === 'any' || language === needs.language)
    .map((client) => ({
      client,
      against: [...against(client, needs, matrix), ...misreading(client, needs, interop)],
    }));
  const left = judged.filter(({ against: reasons }) => reasons.length === 0).map(({ client }) => client);
  const speeds = new Map(left.map((client) => [client.name, speedOf(client, needs, bench)]));
  const rank = (client: Rival) => speeds.get(client.name)?.rank ?? Number.NEGATIVE_INFINITY;
  return {
    ranking: left
      .toSorted((a, b) => upkeep(b) - upkeep(a) || rank(b) - rank(a))
      .map((client) => ({
        client,
        reasons: [
          ...inFavour(client, needs, matrix),
          speeds.get(client.name)?.said ?? text.for.unmeasured,
          ...warnings.filter((warning) => warning.client === client.name).map(text.for.beware),
        ],
      })),
    excluded: judged.flatMap(({ client, against: reasons }) => (reasons.length > 0 ? [{ client, reasons }] : [])),
  };
}

// A client without releases comes after all that have some, however fast it is.
const upkeep = ({ maintained }: Rival): number => (maintained === 'no' ? 0 : 1);

function against(client: Rival, needs: Needs, matrix: Matrix): string[] {
  const cell = (feature: string): Cell | undefined =>
    matrix.cells.find((each) => each.client === client.name && each.feature === feature);
  const standing = standingOf(matrix, client.name);
  if (standing.is === 'dead') return [text.out.dead(standing.error)];
  return [
    ...[...essentials, ...needs.features].flatMap((feature) => missing(feature, cell(feature))),
    ...(needs.native || !isNative(client) ? [] : [text.out.native(client.engine)]),
    ...(needs.maintained && client.maintained === 'no' ? [text.out.unmaintained(client.released)] : []),
  ];
}

// A client may do well with its own transactions, and hand out what others have aborted.
function misreading({ name }: Rival, { features }: Needs, interop: Interop | undefined): string[] {
  if (!interop || !features.includes('transactions')) return [];
  const own = interop.transactions.filter(({ reader, isolation }) => reader === name && isolation === 'read_committed');
  const wrong = own.filter(({ outcome, aborted = 0 }) => outcome === 'wrong' && aborted > 0);
  return wrong.length > 0 ? [text.out.misreads(wrong.length, own.length)] : [];
}

const isNative = ({ engine }: Rival): boolean => /librdkafka/i.test(engine);

function missing(feature: string, cell: Cell | undefined): string[] {
  if (!cell) return [text.out.notTried(feature)];
  switch (cell.outcome) {
    case 'works':
    case 'works-with-extra':
      return [];
    case 'fails':
      return [text.out.fails(feature, cell.error)];
    case 'not-offered':
      return [text.out.notOffered(feature, cell.source)];
    case 'not-run':
      return [text.out.notRun(feature, cell.reason)];
  }
}

function inFavour({ name, maintained, released }: Rival, needs: Needs, { cells }: Matrix): string[] {
  const extras = cells.flatMap((cell) =>
    cell.client === name && cell.outcome === 'works-with-extra' && isWanted(needs, cell.feature)
      ? [text.for.extra(cell.feature, cell.extra)]
      : [],
  );
  const releases = { yes: text.for.maintained, slow: text.for.slow, no: text.for.unmaintained }[maintained];
  return [...(needs.features.length > 0 ? [text.for.works(needs.features)] : []), ...extras, releases(released)];
}

const isWanted = ({ features }: Needs, name: string): boolean => features.some((feature) => feature === name);

interface Speed {
  /** Greater is better. */
  readonly rank: number;
  readonly said: string;
}

function speedOf({ name }: Rival, { first }: Needs, bench: BenchResult | undefined): Speed | undefined {
  if (!bench) return undefined;
  const scenario = first === 'latency' ? 'latency' : 'bench-produce';
  const workload = bench.workloads.find((each) => each.scenario === scenario);
  if (!workload) return undefined;
  const row = summariseWorkload(bench, workload.name).find(({ client, style }) => client === name && style === 'fast');
  return row && (first === 'latency' ? waiting(row, workload.title) : throughput(row, workload.title, bench));
}

function waiting({ latency }: BenchRow, title: string): Speed | undefined {
  if (!latency) return undefined;
  const { median } = latency.p50;
  return { rank: -median, said: text.for.latency(median.toPrecision(2), title) };
}

function throughput({ client, ratio, perSecond }: BenchRow, title: string, bench: BenchResult): Speed | undefined {
  if (ratio === undefined || !perSecond) return undefined;
  return { rank: ratio.median, said: saidOf(ratio, client, baseClient(bench), title) };
}

function saidOf(ratio: Spread, client: string, base: string, title: string): string {
  if (client === base) return text.for.measure(title);
  if (isNoDifference(ratio)) return text.for.noDifference(base, ratioRange(ratio), title);
  return text.for.throughput(ratioDigits(ratio.median), ratioRange(ratio), base, title);
}
