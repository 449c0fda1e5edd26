import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { findJavaParts } from '../../lab/broker/java-parts.ts';
import { findBroker } from '../../lab/broker/find-broker.ts';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { throughputChart } from '../../comparison/bench/chart.ts';
import { loadClaims } from '../../comparison/bench/claims.ts';
import type { Contestant } from '../../comparison/bench/contestant.ts';
import { text } from '../../comparison/bench/en.ts';
import { kafkaPerfTools } from '../../comparison/bench/kafka-perf-tools.ts';
import { buildRdkafkaPerformance } from '../../comparison/bench/rdkafka-performance.ts';
import { producerPerfTest, rdkafkaPerformance } from '../../comparison/bench/tool-names.ts';
import { benchResultSchema, type BenchResult, type BenchRun } from '../../comparison/bench/result.ts';
import { runBench } from '../../comparison/bench/run-bench.ts';
import { loadWorkloads, shorten, type Workload } from '../../comparison/bench/workload.ts';
import { loadClients, type Client } from '../../comparison/contract/client.ts';
import { makeResultsFolder, saveResult, type Extent, type Place } from '../../comparison/results/result-file.ts';
import { claimsTable, toolsTable, workloadTable } from '../../comparison/tables/bench-tables.ts';
import { describeMachine } from '../../comparison/results/machine.ts';
import { stateFolder } from '../../project.ts';
import { kafkaToolsJar } from '../../setup/kafka-tools-jar.ts';
import { ensure } from '../../setup/start-setup.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { printTable } from './print-table.ts';

export interface BenchArgs {
  /** Names of clients and workloads; all where empty. */
  readonly clients: readonly string[];
  readonly workloads: readonly string[];
  readonly quick: boolean;
  readonly rounds: number | undefined;
  /** Folder for the result and its chart. */
  readonly out: string | undefined;
}

const fullRounds = 5;
const quickRounds = 2;

/** Measures the clients beside each other on a broker of its own and writes a dated result; Ctrl-C keeps what is done. */
export async function bench(context: Context, args: BenchArgs): Promise<ExitCode> {
  const { output, signal } = context;
  const plan = { workloads: chooseWorkloads(args), clients: chooseClients(context, args), rounds: roundsOf(args) };
  await makeResultsFolder(args.out);
  await ensure(['java', 'jars'], { signal });
  const tools = args.quick ? [] : await findTools(context);
  const machine = describeMachine();
  // A broker that compiles its code as a server does, and that nobody else uses.
  const broker = await findBroker({ source: 'embedded', jit: 'full', signal: AbortSignal.any([]) });
  const runs: BenchRun[] = [];
  let complete = true;
  try {
    await runBench({ ...plan, tools }, broker, { signal, note: output.note, onRun: (run) => void runs.push(run) });
  } catch (error) {
    // What is done stays, whatever ended it.
    if (runs.length === 0 && !signal.aborted) throw error;
    complete = false;
    output.note(error instanceof Error ? error.message : String(error));
  } finally {
    await broker[Symbol.asyncDispose]();
  }
  const result: BenchResult = {
    formatVersion: 1,
    kind: 'bench',
    date: new Date().toISOString().slice(0, 10),
    quick: args.quick,
    complete: complete && !signal.aborted,
    machine,
    kafka: kafkaVersion,
    broker: 'one broker on the same machine, JVM compiling fully, heap of 1 GB',
    workloads: [...plan.workloads],
    runs,
  };
  // An empty file would take the place of an earlier one of the day.
  if (runs.length === 0) {
    output.note(text.interruptedEarly);
    output.data(result);
    return 1;
  }
  if (signal.aborted) output.note(text.interrupted);
  await tell(context, result, { folder: args.out, extent: extentOf(result, args) });
  return runs.some(({ outcome }) => outcome.kind === 'measured') ? 0 : 1;
}

// What page, lesson and advice rest on is a whole run: a try of one client never takes its place.
function extentOf({ quick, complete }: BenchResult, args: BenchArgs): Extent {
  if (quick) return 'quick';
  const whole = complete && args.clients.length === 0 && args.workloads.length === 0 && roundsOf(args) >= fullRounds;
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

/** The field's own tools, as far as they can be had here; said where one cannot. */
async function findTools({ output, signal }: Context): Promise<Contestant[]> {
  const tools: Contestant[] = [];
  try {
    const parts = await findJavaParts();
    if (typeof parts !== 'string') tools.push(...kafkaPerfTools({ ...parts, jar: await kafkaToolsJar(signal) }));
  } catch (error) {
    signal.throwIfAborted();
    output.note(text.noTool(producerPerfTest, error instanceof Error ? error.message : String(error)));
  }
  const folder = join(stateFolder, 'bench');
  await mkdir(folder, { recursive: true });
  const rdkafka = await buildRdkafkaPerformance(folder);
  if (typeof rdkafka === 'string') output.note(text.noTool(rdkafkaPerformance, rdkafka));
  else tools.push(rdkafka);
  return tools;
}

const roundsOf = ({ rounds, quick }: BenchArgs): number => rounds ?? (quick ? quickRounds : fullRounds);

function chooseWorkloads({ workloads: wanted, quick }: BenchArgs): Workload[] {
  const all = loadWorkloads();
  const chosen =
    wanted.length === 0
      ? all.filter((workload) => !quick || workload.quick)
      : wanted.map((name) => pick(name, all, text.unknownWorkload));
  return quick ? chosen.map(shorten) : chosen;
}

function chooseClients({ output }: Context, { clients: wanted, quick }: BenchArgs): Client[] {
  const folders = loadClients();
  const all = folders.filter((client): client is Client => !('error' in client));
  const broken = folders.filter((client) => 'error' in client);
  for (const { name, error } of broken) {
    if (wanted.includes(name)) throw error;
    if (wanted.length === 0) output.note(text.notReady(name, error.message));
  }
  if (wanted.length > 0) return wanted.map((name) => pick(name, all, text.unknownClient));
  const chosen = quick ? all.filter(({ language }) => language === 'node') : all;
  if (chosen.length === 0) throw new WorkbookError(text.noClients, { next: text.noClientsNext });
  return chosen;
}

function pick<T extends { readonly name: string }>(
  name: string,
  all: readonly T[],
  unknown: (name: string) => string,
): T {
  const found = all.find((each) => each.name === name);
  if (found) return found;
  const names = all.map((each) => each.name);
  const nearest = names.length === 0 ? null : closest(name, names);
  throw new WorkbookError(unknown(name), { next: text.nearest(nearest), fault: 'usage' });
}
