// Which workloads, clients and tools take turns in a benchmark.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import type { Contestant } from '../../comparison/bench/contestant.ts';
import { text } from '../../comparison/bench/words.ts';
import { kafkaPerfTools } from '../../comparison/bench/kafka-perf-tools.ts';
import { buildRdkafkaPerformance } from '../../comparison/bench/rdkafka-performance.ts';
import { producerPerfTest, rdkafkaPerformance } from '../../comparison/bench/tool-names.ts';
import { loadWorkloads, shorten, type Workload } from '../../comparison/bench/workload.ts';
import { loadClients, type Client } from '../../comparison/contract/client.ts';
import type { Broker } from '../../lab/broker/broker.ts';
import { findJavaParts } from '../../lab/broker/java-parts.ts';
import { stateFolder } from '../../project.ts';
import { kafkaToolsJar } from '../../setup/kafka-tools-jar.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context } from '../context.ts';

interface Wanted {
  /** Names; all where empty. */
  readonly clients: readonly string[];
  readonly workloads: readonly string[];
  readonly quick: boolean;
}

/** The field's own tools, as far as they can be had here; said where one cannot. */
export async function findTools({ output, signal }: Context, { connection }: Broker): Promise<Contestant[]> {
  const tools: Contestant[] = [];
  if (connection.ssl || connection.sasl) {
    output.note(text.noToolsThere);
    return tools;
  }
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

/** The workloads by their names, or all; the quick ones where it is to be quick. @throws WorkbookError for an unknown name. */
export function chooseWorkloads({ workloads: wanted, quick }: Wanted): Workload[] {
  const all = loadWorkloads();
  const chosen =
    wanted.length === 0
      ? all.filter((workload) => !quick || workload.quick)
      : wanted.map((name) => pick(name, all, text.unknownWorkload));
  return quick ? chosen.map(shorten) : chosen;
}

/** The clients by their names, or all that can be read. @throws WorkbookError for an unknown or a broken one. */
export function chooseClients({ output }: Context, { clients: wanted, quick }: Wanted): Client[] {
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
