// Every feature of every client, two clients at a time, one result.
import { loadClients, type BrokenClient, type Client } from '../contract/client.ts';
import type { Report } from '../contract/outcome.ts';
import type { Feature, Place } from './feature.ts';
import type { Cell, Rival } from '../results/result.ts';
import { runCell } from './run-cell.ts';
import type { Stage } from './stage.ts';

export interface MatrixOptions {
  readonly clients: readonly Client[];
  readonly features: readonly Feature[];
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly onCell: (cell: Cell) => void;
  readonly onProgress: (text: string) => void;
  /** Told of the names of topics and groups that are about to be used. */
  readonly onPlace?: (place: Place) => void;
}

export interface MatrixRun {
  readonly clients: Rival[];
  readonly cells: Cell[];
}

/** The broker and the clients share two cores at least: more programs at once would only time each other out. */
const atOnce = 2;

/** Runs all cells that are asked for. When the signal aborts, it ends soon with the cells that are done. */
export async function runMatrix(stage: Stage, options: MatrixOptions): Promise<MatrixRun> {
  const rows = await eachOf(options.clients, options.signal, async (client) => runClientRow(client, stage, options));
  return { clients: rows.map(({ rival }) => rival), cells: rows.flatMap(({ cells }) => cells) };
}

/** Works on all items, some at a time, and gives what is done, in order; an abort leaves the rest out. */
export async function eachOf<Item, Done>(
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [at, item] of waiting) {
      if (signal.aborted) return;
      done[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  // Holes of what an abort left out.
  return done.filter((each) => each !== undefined);
}

async function runClientRow(client: Client, stage: Stage, options: MatrixOptions) {
  const cells: Cell[] = [];
  let report: Report | undefined;
  for (const feature of options.features) {
    if (options.signal.aborted) break;
    const ran = await runCell(client, feature, stage, options).catch(() => undefined);
    // Only an abort rejects: the cell that it broke off is not a result.
    if (!ran) break;
    cells.push(ran.cell);
    report ??= ran.report;
    options.onCell(ran.cell);
  }
  return { rival: rivalOf(client, report), cells };
}

/** A client for the head of a result, with what its program said of itself. */
export function rivalOf(client: Client, report: Pick<Report, 'version' | 'runtime'> | undefined): Rival {
  const { name, language, package: packageName, version, released, maintained, engine, sources } = client;
  const said = { loaded: report?.version ?? null, runtime: report?.runtime ?? null };
  const declared = {
    language,
    client: client.client,
    package: packageName,
    version,
    released,
    maintained,
    engine,
    sources,
  };
  return { name, ...declared, ...said };
}

export interface ChosenClients {
  readonly whole: readonly Client[];
  readonly broken: readonly { name: string; reason: string }[];
  /** Names that no folder has. */
  readonly unknown: readonly string[];
}

/** The clients that are asked for, in the order of their names; all where none is named. */
export function chooseClients(
  names: readonly string[],
  known: readonly (Client | BrokenClient)[] = loadClients(),
): ChosenClients {
  const chosen = names.length === 0 ? known : known.filter(({ name }) => names.includes(name));
  return {
    whole: chosen.filter((client): client is Client => !('error' in client)),
    broken: chosen.flatMap((client) => ('error' in client ? { name: client.name, reason: client.error.message } : [])),
    unknown: names.filter((name) => !known.some((client) => client.name === name)),
  };
}
