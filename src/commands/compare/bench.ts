import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Broker } from '../../lab/broker/broker.ts';
import { findBroker } from '../../lab/broker/find-broker.ts';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { throughputChart } from '../../comparison/bench/chart.ts';
import { loadClaims } from '../../comparison/bench/claims.ts';
import { text } from '../../comparison/bench/words.ts';
import { benchResultSchema, type BenchResult, type BenchRun } from '../../comparison/bench/result.ts';
import { runBench, type BenchPlan } from '../../comparison/bench/run-bench.ts';
import {
  forgetUnfinished,
  keepUnfinished,
  keptRuns,
  readUnfinished,
  whyAnother,
  type Unfinished,
} from '../../comparison/bench/unfinished.ts';
import type { Workload } from '../../comparison/bench/workload.ts';
import { describeMachine } from '../../comparison/results/machine.ts';
import { makeResultsFolder, saveResult, type Extent, type Place } from '../../comparison/results/result-file.ts';
import { claimsTable, toolsTable, workloadTable } from '../../comparison/tables/bench-tables.ts';
import { ensure } from '../../setup/start-setup.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseClients, chooseWorkloads, findTools } from './choose-contestants.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';
import { printTable } from './print-table.ts';
import { published } from '../../comparison/bench/en.ts';

export interface BenchArgs {
  /** Names of clients and workloads; all where empty. */
  readonly clients: readonly string[];
  readonly workloads: readonly string[];
  readonly quick: boolean;
  readonly rounds: number | undefined;
  /** Folder for the result and its chart. */
  readonly out: string | undefined;
  /** A broker that is there in place of one of its own. */
  readonly broker: WantedSource | undefined;
  /** Goes on with the one that was interrupted, if it was the same. */
  readonly resume: boolean;
}

const fullRounds = 5;
const quickRounds = 2;

/**
 * Measures the clients beside each other on a broker of its own, or a given one, and writes a dated result; what is done is
 * kept after every turn, so that an interrupted one can go on.
 */
export async function bench(context: Context, args: BenchArgs): Promise<ExitCode> {
  const { signal } = context;
  const plan = { workloads: chooseWorkloads(args), clients: chooseClients(context, args), rounds: roundsOf(args) };
  const begun = await begin(context, args, plan);
  await makeResultsFolder(args.out);
  await ensure(args.broker === undefined ? ['java', 'jars'] : [], { signal });
  const broker = await brokerFor(context, args.broker);
  const tools = args.quick ? [] : await findTools(context, broker);
  const { runs, complete } = await measure(context, begun, { ...plan, tools }, broker);
  const elsewhere = { broker: text.elsewhere(broker.label), kafka: broker.kafkaVersion ?? text.unknownKafka };
  const result = { ...begun.result, ...(args.broker !== undefined && elsewhere), runs };
  return conclude(context, args, { ...result, complete });
}

type Asked = Pick<BenchPlan, 'workloads' | 'clients' | 'rounds'>;

/** A new one, or the one that was interrupted. */
async function begin({ output }: Context, args: BenchArgs, { workloads, clients, rounds }: Asked): Promise<Unfinished> {
  const names = clients.map(({ name }) => name);
  const fresh = { clients: names, rounds, broker: args.broker ?? null, result: newResult(args, workloads) };
  if (!args.resume) return fresh;
  const begun = await takeUp(fresh);
  output.note(text.resumed(begun.result.runs.length));
  return begun;
}

async function measure(
  { output, signal }: Context,
  begun: Unfinished,
  plan: BenchPlan,
  broker: Broker,
): Promise<Pick<BenchResult, 'runs' | 'complete'>> {
  const kept = keeper(begun, output.note);
  const watch = { signal, note: output.note, onRun: kept.add };
  try {
    await runBench({ ...plan, done: begun.result.runs }, broker, watch);
    return { runs: kept.runs, complete: !signal.aborted };
  } catch (error) {
    // What is done stays, whatever ended it.
    if (kept.runs.length === 0 && !signal.aborted) throw error;
    output.note(error instanceof Error ? error.message : String(error));
    return { runs: kept.runs, complete: false };
  } finally {
    await broker[Symbol.asyncDispose]();
    await kept.written();
  }
}

/** Holds the runs, and writes them down after each. */
function keeper(begun: Unfinished, note: (line: string) => void) {
  const runs = [...begun.result.runs];
  let writing: Promise<void> = Promise.resolve();
  const write = async (unfinished: Unfinished): Promise<void> =>
    keepUnfinished(unfinished).catch((error: unknown) => note(error instanceof Error ? error.message : String(error)));
  const add = (run: BenchRun): void => {
    runs.push(run);
    const unfinished = { ...begun, result: { ...begun.result, runs: [...runs] } };
    writing = writing.then(async () => write(unfinished));
  };
  return { runs, add, written: async () => writing };
}

async function conclude(context: Context, args: BenchArgs, result: BenchResult): Promise<ExitCode> {
  const { output, signal } = context;
  // An empty file would take the place of an earlier one of the day.
  if (result.runs.length === 0) {
    output.note(text.interruptedEarly);
    output.data(result);
    return 1;
  }
  if (signal.aborted) output.note(text.interrupted);
  if (result.complete) await forgetUnfinished();
  await tell(context, result, { folder: args.out, extent: extentOf(result, args) });
  return result.runs.some(({ outcome }) => outcome.kind === 'measured') ? 0 : 1;
}

const newResult = ({ quick }: BenchArgs, workloads: readonly Workload[]): BenchResult => ({
  formatVersion: 1,
  kind: 'bench',
  date: new Date().toISOString().slice(0, 10),
  quick,
  complete: false,
  machine: describeMachine(),
  kafka: kafkaVersion,
  broker: published.broker,
  workloads: [...workloads],
  runs: [],
});

/** What was measured of it before it was broken off. @throws WorkbookError where that was another one, or there is none. */
async function takeUp(now: Unfinished): Promise<Unfinished> {
  const begun = await readUnfinished();
  const why = whyAnother(begun, now);
  if (why !== undefined) throw new WorkbookError(why, { next: text.anotherNext, fault: 'usage' });
  const { result } = begun;
  const resumed = (result.resumed ?? 0) + 1;
  return { ...begun, result: { ...result, date: now.result.date, resumed, runs: keptRuns(result.runs) } };
}

// By itself a broker that compiles its code as a server does, and that nobody else uses.
async function brokerFor(context: Context, source: WantedSource | undefined): Promise<Broker> {
  if (source !== undefined) return obtainBroker(context, source);
  return findBroker({ source: 'embedded', jit: 'full', signal: AbortSignal.any([]) });
}

// What page, lesson and advice rest on is a whole run: a try of one client never takes its place.
function extentOf({ quick, complete }: BenchResult, args: BenchArgs): Extent {
  if (quick) return 'quick';
  const all = args.clients.length === 0 && args.workloads.length === 0 && args.broker === undefined;
  const whole = complete && all && roundsOf(args) >= fullRounds;
  return whole ? 'whole' : 'part';
}

async function tell({ output }: Context, result: BenchResult, place: Place): Promise<void> {
  const { machine, kafka, broker } = result;
  output.print(text.machine(machine, kafka, broker));
  if (machine.load > machine.cores / 2) output.print(text.busy);
  const tables = result.workloads.map(({ name }) => workloadTable(result, name));
  const more = [toolsTable(result), ...(result.quick ? [] : [claimsTable(loadClaims(), result)])];
  for (const table of [...tables, ...more.filter(({ rows }) => rows.length > 0)]) printTable(output, table);
  const path = await saveResult(benchResultSchema.parse(result), place);
  const chart = path.replace(/\.json$/, '.svg');
  // Loaded when needed: vega is the largest package of the workbook.
  const { renderChart } = await import('../../notebook/render-chart.ts');
  await writeFile(chart, await renderChart(throughputChart(result)));
  output.print();
  output.print(text.saved(relative(process.cwd(), path)));
  if (place.extent !== 'whole') output.print(text.notWhole);
  output.print(text.chart(relative(process.cwd(), chart)));
  output.data(result);
}

const roundsOf = ({ rounds, quick }: BenchArgs): number => rounds ?? (quick ? quickRounds : fullRounds);
