// From a result to tables: pure. Page, lesson and terminal draw what comes out of here.
import { featureTitles, words } from '../features/en.ts';
import type { Cell, Interop, Matrix, Rival } from '../results/result.ts';

/** A table of text: the first cell of each row is its heading. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One table a language, features down, clients across; the order of the features is the matrix's. */
export function matrixTables({ clients, cells }: Matrix): Table[] {
  const names = Object.keys(featureTitles).filter((name) => cells.some(({ feature }) => feature === name));
  const byPlace = new Map(cells.map((cell) => [`${cell.client} ${cell.feature}`, cell]));
  return byLanguage(clients).map(([language, rivals]) => ({
    caption: words.language(language),
    columns: [words.feature, ...rivals.map(({ client }) => client)],
    rows: [
      [words.version, ...rivals.map(({ loaded, version }) => loaded ?? version)],
      [words.maintained, ...rivals.map(maintenance)],
      [words.alive, ...rivals.map(({ name }) => aliveOf(essentials.map((each) => byPlace.get(`${name} ${each}`))))],
      ...names.map((name) => [
        words.title(name),
        ...rivals.map((rival) => markOf(byPlace.get(`${rival.name} ${name}`))),
      ]),
    ],
  }));
}

/** A client that connects, but can neither write nor read, does not work with a broker. */
const essentials = ['connect', 'producer', 'consumer-group'] as const;

function aliveOf(cells: readonly (Cell | undefined)[]): string {
  const outcomes = cells.map((cell) => cell?.outcome);
  if (outcomes.includes('fails')) return words.marks.fails;
  return outcomes.every((outcome) => outcome === 'works' || outcome === 'works-with-extra')
    ? words.marks.works
    : words.notTried;
}

/** What stands in a cell. */
export function markOf(cell: Cell | undefined): string {
  if (!cell) return words.notTried;
  if (cell.outcome === 'works-with-extra') return `${words.marks.works}, with ${cell.extra.join(', ')}`;
  return words.marks[cell.outcome];
}

/** What a reader wants to know of a cell: the proof, the error, the source or the reason. */
export function whyOf(cell: Cell): string {
  if ('checked' in cell) return cell.checked;
  if (cell.outcome === 'fails') return cell.error;
  return cell.outcome === 'not-offered' ? cell.source : cell.reason;
}

const maintenance = ({ maintained, released }: Rival): string => `${words.maintenance[maintained]} (${released})`;

function byLanguage(clients: readonly Rival[]): [string, Rival[]][] {
  return Object.entries(Object.groupBy(clients, ({ language }) => language)).map(([language, rivals = []]) => [
    language,
    rivals,
  ]);
}

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

/** The table in Markdown. */
export function toMarkdown({ columns, rows }: Table): string {
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
