// Who understands whom: records, partitions and transactions of every client as every other client sees them.
import type { Client } from '../contract/client.ts';
import { runClient } from '../contract/run-client.ts';
import { comparedPartitions, partitionsInLog } from './check-records.ts';
import { caseSets, type CaseSet } from './cases.ts';
import { deadlineMs, writeLog, type InteropOptions } from './interop-log.ts';
import { readLog } from './interop-read.ts';
import { readTransactions, writeTransactions } from './interop-transactions.ts';
import type { Interop } from '../results/result.ts';
import { cellEnv, placeFor } from './run-cell.ts';
import { eachOf } from './run-matrix.ts';
import { accessEnv, type Stage } from './stage.ts';
import { say } from './words.ts';

export interface InteropRun extends InteropOptions {
  readonly clients: readonly Client[];
  readonly sets?: readonly CaseSet[];
  /** Without them it is records only. */
  readonly withTransactions?: boolean;
  readonly withPartitioners?: boolean;
}

export type InteropParts = Pick<Interop, 'sets' | 'writes' | 'reads' | 'partitioners' | 'transactions'>;

/** Runs it all. When the signal aborts, it ends soon with what is done. */
export async function runInterop(stage: Stage, run: InteropRun): Promise<InteropParts> {
  const { clients, sets = caseSets, signal, onProgress, withTransactions = true, withPartitioners = true } = run;
  const parts: InteropParts = {
    sets: sets.map(({ name, codec, cases }) => ({ name, codec, cases: cases.map((one) => one.name) })),
    writes: [],
    reads: [],
    partitioners: [],
    transactions: [],
  };
  if (withPartitioners)
    parts.partitioners = await eachOf(clients, signal, async (client) => partitionersOf(client, stage, run));
  for (const set of sets) {
    const { log, written } = await writeLog(clients, set, stage, run);
    parts.writes.push(...written);
    const rows = await eachOf(clients, signal, async (reader) => {
      const read = await readLog(reader, log, stage, run);
      onProgress(
        say.readWriters(set.name, reader.name, read.filter(({ outcome }) => outcome === 'same').length, read.length),
      );
      return read;
    });
    // What an abort broke off is no result.
    if (signal.aborted) return parts;
    parts.reads.push(...rows.flat());
  }
  if (!withTransactions) return parts;
  const log = await writeTransactions(clients, stage, run);
  const rows = await eachOf(clients, signal, async (reader) => {
    const read = await readTransactions(reader, log, stage, run);
    onProgress(
      say.readTransactions(reader.name, read.filter(({ outcome }) => outcome === 'right').length, read.length),
    );
    return read;
  });
  if (!signal.aborted) parts.transactions = rows.flat();
  return parts;
}

type Chosen = Interop['partitioners'][number]['default'];

async function partitionersOf(client: Client, stage: Stage, options: InteropOptions) {
  const [byDefault, java] = [
    await choose(client, 'default', stage, options),
    await choose(client, 'java', stage, options),
  ];
  options.onProgress(
    `partitioner: ${client.name} ${'partitions' in byDefault ? byDefault.partitions.join(' ') : byDefault.error}`,
  );
  return { client: client.name, default: byDefault, java };
}

async function choose(
  client: Client,
  setting: 'default' | 'java',
  stage: Stage,
  { signal, onTopic }: InteropOptions,
): Promise<Chosen> {
  const place = placeFor(client, { name: `partitions-${setting}`, records: 24 });
  onTopic?.(place.topic);
  await stage.observer.createTopic(place.topic, { partitions: comparedPartitions });
  const env = { ...accessEnv(stage, 'plain'), ...cellEnv(place, stage), PARTITIONER: setting };
  const ended = await runClient(client, { words: ['partitions'], env, deadlineMs, signal });
  if (ended.kind !== 'report') return { error: ended.reason };
  const { outcome, error, source, settings = {} } = ended.report;
  if (outcome !== 'works') return { error: error ?? source ?? outcome };
  const partitions = await partitionsInLog({ stage, place });
  return {
    partitions,
    setting: Object.entries(settings)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(', '),
  };
}
