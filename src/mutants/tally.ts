// Counts of mutants, and the share that counts: of those that are wrong, how many the suites kill. Pure.
import { reasonFor, type Known } from './known.ts';
import type { Living, Outcome } from './outcome.ts';

/** What the project aims at. */
export const aim = 0.9;

/** A mutant that lives, and what docs/mutants.yaml says of it. */
export type Explained = Living & { readonly why: string | undefined };

export interface Tally {
  readonly killed: number;
  readonly uncompiled: number;
  /** Wrong, and alive. */
  readonly alive: readonly Explained[];
  /** Right answers as well. */
  readonly equivalent: readonly Explained[];
}

/** Parts the living ones into those that are right answers as well, and those that a suite ought to kill. */
export function tallyOf(outcome: Outcome, { equivalent, unseen }: Known): Tally {
  const explain = (entries: Known['equivalent']): Explained[] =>
    outcome.living.map((living) => ({ ...living, why: reasonFor(entries, outcome, living) }));
  const right = explain(equivalent);
  return {
    killed: outcome.killed,
    uncompiled: outcome.uncompiled,
    alive: explain(unseen).filter((_, at) => right[at]?.why === undefined),
    equivalent: right.filter(({ why }) => why !== undefined),
  };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0);
  return {
    killed: sum(({ killed }) => killed),
    uncompiled: sum(({ uncompiled }) => uncompiled),
    alive: tallies.flatMap(({ alive }) => alive),
    equivalent: tallies.flatMap(({ equivalent }) => equivalent),
  };
}

/** Of the mutants that are wrong, the share that was killed; 1 where there are none. */
export function shareOf({ killed, alive }: Tally): number {
  const wrong = killed + alive.length;
  return wrong === 0 ? 1 : killed / wrong;
}
