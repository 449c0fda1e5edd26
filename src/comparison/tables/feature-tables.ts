// What clients can do, and who understands whom, as tables. Pure.
import { featureTitles, words } from '../features/words.ts';
import type { Cell, Interop, Matrix, Rival } from '../results/result.ts';
import { standingOf } from '../results/standing.ts';
import type { Table } from './table.ts';

/** One table a language, features down, clients across; the order of the features is the matrix's. */
export function matrixTables(matrix: Matrix): Table[] {
  const { cells } = matrix;
  const names = featuresOf(matrix);
  const byPlace = new Map(cells.map((cell) => [`${cell.client} ${cell.feature}`, cell]));
  return byLanguage(matrix).map(([language, rivals]) => ({
    caption: words.language(language),
    columns: [words.feature, ...rivals.map(({ client }) => client)],
    rows: [
      [words.version, ...rivals.map(({ loaded, version }) => loaded ?? version)],
      [words.maintained, ...rivals.map(maintenance)],
      [words.alive, ...rivals.map(({ name }) => aliveMark(standingOf({ cells }, name).is))],
      ...names.map((name) => [
        words.title(name),
        ...rivals.map((rival) => markOf(byPlace.get(`${rival.name} ${name}`))),
      ]),
    ],
  }));
}

const aliveMark = (is: 'alive' | 'dead' | 'unknown'): string =>
  ({ alive: words.marks.works, dead: words.marks.fails, unknown: words.notTried })[is];

/** What stands in a cell. */
export function markOf(cell: Cell | undefined): string {
  if (!cell) return words.notTried;
  if (cell.outcome === 'works-with-extra') return words.worksWith(cell.extra.join(', '));
  return words.marks[cell.outcome];
}

/** What a reader wants to know of a cell: the proof, the error, the source or the reason. */
export function whyOf(cell: Cell): string {
  if ('checked' in cell) return cell.checked;
  if (cell.outcome === 'fails') return cell.error;
  return cell.outcome === 'not-offered' ? cell.source : cell.reason;
}

const maintenance = ({ maintained, released }: Rival): string => `${words.maintenance[maintained]} (${released})`;

/** The languages of a matrix, each with its clients. */
export const byLanguage = ({ clients }: Matrix): [language: string, rivals: readonly Rival[]][] =>
  Object.entries(Object.groupBy(clients, ({ language }) => language)).map(([language, rivals = []]) => [
    language,
    rivals,
  ]);

/** The features that were run, in the order of the contract. */
export const featuresOf = ({ cells }: Matrix): string[] =>
  Object.keys(featureTitles).filter((name) => cells.some(({ feature }) => feature === name));

const ends: readonly ReadOutcome[] = ['fails', 'not-run', 'differs', 'not-offered', 'same'];
type ReadOutcome = Interop['reads'][number]['outcome'];

/** Writers down, readers across, of one set of records; the worst of several rows for a pair stands. */
export function interopTable({ reads }: Pick<Interop, 'reads'>, set: string): Table {
  const own = reads.filter((row) => row.set === set);
  const [writers, readers] = [unique(own.map(({ writer }) => writer)), unique(own.map(({ reader }) => reader))];
  const cell = (writer: string, reader: string): string => {
    const found = own.filter((row) => row.writer === writer && row.reader === reader).map(({ outcome }) => outcome);
    const worst = ends.find((end) => found.includes(end));
    return worst === undefined ? words.notTried : words.read[worst];
  };
  return {
    caption: set,
    columns: [words.row.writer, ...readers],
    rows: writers.map((writer) => [writer, ...readers.map((reader) => cell(writer, reader))]),
  };
}

/** Where each client puts key-0 … key-23. */
export function partitionerTable({ partitioners }: Pick<Interop, 'partitioners'>): Table {
  return {
    caption: words.title('partitioner'),
    columns: [words.row.client, words.row.default, words.row.java],
    rows: partitioners.map((row) => [row.client, choiceShown(row.default), choiceShown(row.java)]),
  };
}

const choiceShown = (chosen: Interop['partitioners'][number]['java']): string =>
  'error' in chosen ? chosen.error : chosen.partitions.join(' ');

const unique = (names: readonly string[]): string[] => [...new Set(names)];
