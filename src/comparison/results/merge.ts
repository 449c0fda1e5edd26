// A part of the matrix that is run again takes its place in the result of the same day: pure.
import { say } from '../features/words.ts';
import type { Cell, Matrix } from './result.ts';

/** The earlier result of the day with the cells of the later one in it; the later one where they do not belong together. */
export function mergeMatrix(earlier: Matrix | undefined, later: Matrix): Matrix {
  if (!earlier || !belong(earlier, later)) return later;
  // What could not be run this time says nothing against what was run before.
  const before = new Set(earlier.cells.filter(isRun).map(placeOf));
  const again = later.cells.filter((cell) => isRun(cell) || !before.has(placeOf(cell)));
  const places = new Set(again.map(placeOf));
  const repeated = new Map(later.clients.map((client) => [client.name, client]));
  const clients = [...earlier.clients.filter(({ name }) => !repeated.has(name)), ...later.clients];
  const cells = [...earlier.cells.filter((cell) => !places.has(placeOf(cell))), ...again];
  return {
    ...later,
    machine: earlier.machine,
    registry: again.some((cell) => cell.feature === 'schema-registry' && isRun(cell))
      ? later.registry
      : earlier.registry,
    clients: clients.toSorted((a, b) => compare(a.name, b.name)),
    cells: cells.toSorted((a, b) => compare(a.client, b.client)),
  };
}

const belong = (earlier: Matrix, later: Matrix): boolean =>
  earlier.date === later.date && earlier.kafka === later.kafka && machineOf(earlier) === machineOf(later);

// How busy it was is another matter.
const machineOf = ({ machine }: Matrix): string => JSON.stringify({ ...machine, load: 0 });

const isRun = ({ outcome }: Cell): boolean => outcome !== 'not-run';

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const placeOf = ({ client, feature }: Pick<Cell, 'client' | 'feature'>): string => `${client} ${feature}`;

interface Wanted {
  readonly clients: readonly string[];
  readonly features: readonly string[];
}

/** What is not in the result, in words; null where all of it is. */
export function whyPartial(
  { cells, broken }: Pick<Matrix, 'cells' | 'broken'>,
  { clients, features }: Wanted,
): string | null {
  const done = new Set(cells.map(placeOf));
  const gaps = clients.flatMap((client) => {
    const missing = features.filter((feature) => !done.has(placeOf({ client, feature })));
    if (missing.length === features.length) return [say.notRunYet(client)];
    return missing.length > 0 ? [say.without(client, missing)] : [];
  });
  const reasons = [...gaps, ...broken.map(({ name }) => say.cannotRead(name))];
  return reasons.length > 0 ? reasons.join('; ') : null;
}
