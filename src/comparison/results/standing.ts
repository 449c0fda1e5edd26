// Whether a client works with a broker at all: page, advice, lessons and tests have one answer. Pure.
import type { Cell, Matrix } from './result.ts';

/** All that must work for any work with Kafka: a client that connects, but can neither write nor read, does not. */
export const essentials = ['connect', 'producer', 'consumer-group'] as const;

export type Standing =
  | { readonly is: 'alive' }
  /** `error`: of the first of the essentials that fails. */
  | { readonly is: 'dead'; readonly error: string }
  /** One of the essentials was not run, or the client does not offer it. */
  | { readonly is: 'unknown' };

/** How a client stands by its cells of a matrix. */
export function standingOf({ cells }: Pick<Matrix, 'cells'>, client: string): Standing {
  const own = essentials.map((name) => cells.find((cell) => cell.client === client && cell.feature === name));
  for (const cell of own) if (cell?.outcome === 'fails') return { is: 'dead', error: cell.error };
  return { is: own.every(works) ? 'alive' : 'unknown' };
}

const works = (cell: Cell | undefined): boolean => cell?.outcome === 'works' || cell?.outcome === 'works-with-extra';
