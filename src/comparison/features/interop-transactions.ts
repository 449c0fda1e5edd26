// Each client's transactions in one topic, and what every other client gets of them under both isolation levels.
import { randomBytes } from 'node:crypto';
import type { Client } from '../contract/client.ts';
import { runClient } from '../contract/run-client.ts';
import { deadlineMs, readTopic, type InteropOptions, type Reading } from './interop-log.ts';
import type { Interop } from '../results/result.ts';
import { accessEnv, type Stage } from './stage.ts';

type Row = Interop['transactions'][number];

/** Offsets of one writer's records. */
interface Written {
  readonly writer: string;
  readonly aborted: ReadonlySet<number>;
  readonly committed: ReadonlySet<number>;
  /** The first offset, and the first behind its own. */
  readonly from: number;
  readonly to: number;
}

export interface TransactionLog {
  readonly topic: string;
  readonly written: readonly Written[];
}

/** Lets each client abort one transaction and commit one. Those that cannot leave nothing that counts. */
export async function writeTransactions(
  clients: readonly Client[],
  stage: Stage,
  { signal, onProgress, onTopic }: InteropOptions,
): Promise<TransactionLog> {
  const topic = `interop-transactions-${randomBytes(3).toString('hex')}`;
  onTopic?.(topic);
  await stage.observer.createTopic(topic, { partitions: 1 });
  const written: Written[] = [];
  for (const client of clients) {
    if (signal.aborted) break;
    const [start = 0] = await stage.observer.endOffsets(topic);
    const env = { ...accessEnv(stage, 'plain'), TOPIC: topic, GROUP_ID: `${topic}-${client.name}`, RECORDS: '6' };
    const ended = await runClient(client, { words: ['feature', 'transactions'], env, deadlineMs, signal });
    onProgress(`transactions: ${client.name} ${ended.kind === 'report' ? ended.report.outcome : ended.reason}`);
    const records = await stage.observer.records(topic, { isolation: 'uncommitted' });
    const own = records.filter(({ offset, transactional }) => offset >= start && transactional);
    const offsets = (aborted: boolean) =>
      new Set(own.filter((one) => one.aborted === aborted).map(({ offset }) => offset));
    const [to = 0] = await stage.observer.endOffsets(topic);
    const range = { from: start, to };
    if (own.length > 0)
      written.push({ writer: client.name, aborted: offsets(true), committed: offsets(false), ...range });
  }
  return { topic, written };
}

/** What a client reads of all of them. */
export async function readTransactions(
  reader: Client,
  { topic, written }: TransactionLog,
  stage: Stage,
  { signal }: InteropOptions,
): Promise<Row[]> {
  const rows: Row[] = [];
  if (written.length === 0) return rows;
  // More than there are: a reader that takes markers for records must not stop before the end.
  const records = Math.max(...written.map(({ to }) => to)) + 1;
  for (const isolation of ['read_committed', 'read_uncommitted'] as const) {
    const reading = await readTopic(reader, { topic, records, isolation }, stage, signal);
    rows.push(...written.map((each) => ({ reader: reader.name, isolation, ...judge(each, isolation, reading) })));
  }
  return rows;
}

function judge(each: Written, isolation: Row['isolation'], reading: Reading): Omit<Row, 'reader' | 'isolation'> {
  const { writer, from, to } = each;
  if (!('records' in reading))
    return { writer, outcome: reading.outcome === 'not-run' ? 'not-run' : 'fails', reason: reading.reason };
  const got = new Set(reading.records.map(({ offset }) => offset).filter((offset) => offset >= from && offset < to));
  const [aborted, committed] = [got.intersection(each.aborted).size, got.intersection(each.committed).size];
  const markers = got.size - aborted - committed;
  const wanted = isolation === 'read_committed' ? 0 : each.aborted.size;
  const right = committed === each.committed.size && aborted === wanted && markers === 0;
  return { writer, outcome: right ? 'right' : 'wrong', aborted, committed, markers };
}
