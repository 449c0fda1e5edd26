import { kafkaVersion } from '../../setup/kafka-version.ts';
import { buildProgram } from '../../toolchains/build-program.ts';
import { isLack } from '../../toolchains/lack.ts';
import type { Client } from '../../comparison/contract/client.ts';
import { loadChapterTable, chapterTable } from '../../comparison/tables/chapter.ts';
import { say, words } from '../../comparison/features/words.ts';
import { features } from '../../comparison/features/features.ts';
import { runInterop } from '../../comparison/features/interop.ts';
import { mergeMatrix, whyPartial } from '../../comparison/results/merge.ts';
import { interopSchema, matrixSchema, type Interop, type Matrix } from '../../comparison/results/result.ts';
import { newestResult } from '../../comparison/results/newest-result.ts';
import { makeResultsFolder, saveResult } from '../../comparison/results/result-file.ts';
import { chooseClients, rivalOf, runMatrix, type ChosenClients } from '../../comparison/features/run-matrix.ts';
import { interopTable, matrixTables, partitionerTable, whyOf } from '../../comparison/tables/feature-tables.ts';
import type { Table } from '../../comparison/tables/table.ts';
import { describeMachine } from '../../comparison/results/machine.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import type { WantedSource } from '../obtain-broker.ts';
import { groundFor } from './matrix-ground.ts';
import { printTable } from './print-table.ts';

export interface MatrixArgs {
  /** Names of clients; all where empty. */
  readonly clients: readonly string[];
  /** Names of features; all where empty. */
  readonly features: readonly string[];
  /** How long one program may take, in seconds. */
  readonly deadline: number;
  /** Writes the result to benchmarks/results/. */
  readonly save: boolean;
  /** A broker that is there in place of one of its own. */
  readonly broker: WantedSource | undefined;
}

/** Runs the features of the clients against a broker of its own or a given one, checks each, and writes a dated result. */
export async function matrix(context: Context, args: MatrixArgs): Promise<ExitCode> {
  const { output } = context;
  const clients = choose(args.clients);
  const unknown = args.features.find((name) => !features.some((feature) => feature.name === name));
  if (unknown !== undefined)
    throw new WorkbookError(say.unknownFeature(unknown), {
      next: say.oneOf(features.map(({ name }) => name)),
      fault: 'usage',
    });
  const chosen = features.filter(({ name }) => args.features.length === 0 || args.features.includes(name));
  const head = resultHead(clients);
  tellBroken(context, clients);
  const earlier = args.save && args.broker === undefined ? resultOf(head.date) : undefined;
  if (args.save) await makeResultsFolder();
  const withRegistry = chosen.some(({ needsRegistry }) => needsRegistry === true);
  await using ground = await groundFor(context, withRegistry, args.broker);
  const { stage, kafka } = ground;
  const registry = typeof stage.registry === 'string' ? stage.registry : stage.registry.label;
  output.note(say.stage(kafka, registry));
  const ran = await runMatrix(stage, {
    clients: clients.whole,
    features: chosen,
    deadlineMs: args.deadline * 1000,
    signal: context.signal,
    onProgress: output.note,
    onPlace: ground.onPlace,
    onCell: (cell) => output.note(say.cell(cell.client, cell.feature, words.marks[cell.outcome], whyOf(cell))),
  });
  const now: Matrix = matrixSchema.parse({ kind: 'matrix', ...head, kafka, registry, partial: null, ...ran });
  const all = { clients: chooseClients([]).whole.map(({ name }) => name), features: features.map(({ name }) => name) };
  const merged = mergeMatrix(earlier, now);
  // What was broken off never gets into a whole result.
  const result = {
    ...(context.signal.aborted ? now : merged),
    partial: partialOf(context, args, whyPartial(merged, all)),
  };
  await finish(context, result, args.save, [...matrixTables(result), chapterTable(loadChapterTable(), result)]);
  return context.signal.aborted ? 1 : 0;
}

function partialOf({ signal }: Context, { broker }: MatrixArgs, gaps: string | null): string | null {
  if (signal.aborted) return say.interrupted;
  return broker === undefined ? gaps : say.elsewhere(broker);
}

/** What was run on that day so far: the whole, or else the parts. */
function resultOf(date: string): Matrix | undefined {
  const whole = newestResult('matrix');
  return whole?.date === date ? whole : newestResult('matrix', { extent: 'part' });
}

/** Runs every pair of clients on a broker of its own or a given one, and writes a dated result. */
export async function interop(context: Context, args: Omit<MatrixArgs, 'features' | 'deadline'>): Promise<ExitCode> {
  const { output, signal } = context;
  const clients = choose(args.clients);
  const head = resultHead(clients);
  tellBroken(context, clients);
  if (args.save) await makeResultsFolder();
  const able: Client[] = [];
  for (const client of clients.whole) {
    const unbuilt = await buildProgram(client, output.note, signal);
    if (unbuilt === undefined || !isLack(unbuilt)) able.push(client);
    else output.note(say.broken(client.name, unbuilt));
  }
  await using ground = await groundFor(context, false, args.broker);
  const { stage, kafka, onPlace } = ground;
  const onTopic = (topic: string): void => onPlace({ topic });
  const parts = await runInterop(stage, { clients: able, signal, onProgress: output.note, onTopic });
  const left = clients.whole.filter((client) => !able.includes(client)).map(({ name }) => name);
  const partial = interopPartial(
    signal,
    [
      ...(args.broker === undefined ? [] : [say.elsewhere(args.broker)]),
      ...(args.clients.length > 0 ? [say.onlySome(args.clients.join(', '))] : []),
      ...left.map(say.notRunYet),
    ],
    clients,
  );
  const rivals = able.map((client) => rivalOf(client, undefined));
  const result: Interop = interopSchema.parse({ kind: 'interop', ...head, kafka, partial, clients: rivals, ...parts });
  const tables = [...result.sets.map(({ name }) => interopTable(result, name)), partitionerTable(result)];
  await finish(context, result, args.save, tables);
  return signal.aborted ? 1 : 0;
}

function choose(names: readonly string[]): ChosenClients {
  const chosen = chooseClients(names);
  const [unknown] = chosen.unknown;
  if (unknown === undefined) return chosen;
  const known = chooseClients([]);
  const all = [...known.whole, ...known.broken].map(({ name }) => name);
  throw new WorkbookError(say.unknownClient(unknown), { next: say.oneOf(all), fault: 'usage' });
}

function tellBroken({ output }: Context, { broken }: ChosenClients): void {
  for (const { name, reason } of broken) output.note(say.broken(name, reason));
}

function resultHead({ broken }: ChosenClients) {
  const date = new Date().toISOString().slice(0, 10);
  return { formatVersion: 1 as const, date, machine: describeMachine(), kafka: kafkaVersion, broken };
}

/** Why a result is not the whole of it; null where it is. */
function interopPartial(signal: AbortSignal, left: readonly string[], { broken }: ChosenClients): string | null {
  const stopped = signal.aborted ? [say.interrupted] : [];
  const reasons = [...stopped, ...left, ...broken.map(({ name }) => say.cannotRead(name))];
  return reasons.length > 0 ? reasons.join('; ') : null;
}

async function finish(
  { output }: Context,
  result: Matrix | Interop,
  save: boolean,
  tables: readonly Table[],
): Promise<void> {
  for (const table of tables) printTable(output, table);
  if (result.partial !== null) output.note(say.partial(result.partial));
  const extent = result.partial === null ? 'whole' : 'part';
  if (save) output.note(say.saved(await saveResult(result, { extent })));
  output.data(result);
}
