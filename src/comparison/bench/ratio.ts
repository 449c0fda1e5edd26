// The one figure that compares: how many times the records of another, divided within each round; the median of the rounds,
// with the least and the most of them. Pure.
import type { BenchRun } from './result.ts';
import { spread, type Spread } from './spread.ts';

/** Ratios of runs to those of another contestant in the same rounds; undefined where no round has both. */
export function ratioBetween(runs: readonly BenchRun[], others: readonly BenchRun[]): Spread | undefined {
  const ratios = runs.flatMap((run) => {
    const other = others.find(({ round }) => round === run.round);
    const [own, theirs] = [rateOf(run), other && rateOf(other)];
    return own !== undefined && theirs !== undefined ? [own / theirs] : [];
  });
  return ratios.length === 0 ? undefined : spread(ratios);
}

/** Records a second; undefined where the run has no figure. */
export const rateOf = ({ outcome }: BenchRun): number | undefined =>
  outcome.kind === 'measured' ? outcome.records / outcome.seconds : undefined;

/** Whether the rounds say now more, now less: a spread that covers 1 shows no difference. */
export const isNoDifference = ({ least, most }: Spread): boolean => least <= 1 && most >= 1;

/** A ratio with two digits that count: `1.96`, `0.062`, `0.00041`; from 100 on whole. */
export function ratioDigits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 0.1 ? value.toFixed(2) : Number(value.toPrecision(2)).toString();
}

/** `1.42–2.27` */
export const ratioRange = ({ least, most }: Spread): string => `${ratioDigits(least)}–${ratioDigits(most)}`;
