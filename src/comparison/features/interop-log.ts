// One topic for each set of cases. Every client writes into it in its turn, so that a reader needs one start for all writers.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Client } from '../contract/client.ts';
import { runClient } from '../contract/run-client.ts';
import type { ObservedRecord } from '../../kafka/records.ts';
import { caseInLog, differenceOf, type Case, type CaseSet } from './cases.ts';
import type { Written } from '../results/result.ts';
import { accessEnv, type Stage } from './stage.ts';
import { evidence as facts } from './en-evidence.ts';

export interface InteropOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  /** Told of each topic that is about to be made, on a broker where it must not stay. */
  readonly onTopic?: (topic: string) => void;
}

/** What stands in a topic from one writer. */
interface Share {
  readonly writer: string;
  /** In the log, the case by its offset. */
  readonly records: ReadonlyMap<number, { readonly name: string; readonly inLog: Omit<Case, 'name'> }>;
}

export interface SharedLog {
  readonly set: CaseSet;
  readonly topic: string;
  readonly shares: readonly Share[];
  /** How many records stand in it, those of attempts that were given up too. */
  readonly records: number;
}

export const deadlineMs = 60_000;

/** Lets all clients write the set, one after the other, and looks at the log after each. */
export async function writeLog(
  clients: readonly Client[],
  set: CaseSet,
  stage: Stage,
  options: InteropOptions,
): Promise<{ log: SharedLog; written: Written[] }> {
  const topic = `interop-${set.name}-${randomBytes(3).toString('hex')}`;
  options.onTopic?.(topic);
  await stage.observer.createTopic(topic, { partitions: 1 });
  const shares: Share[] = [];
  const written: Written[] = [];
  for (const client of clients) {
    if (options.signal.aborted) break;
    const { share, outcome } = await writeShare(client, { set, topic }, stage, options);
    written.push(outcome);
    if (share) shares.push(share);
    options.onProgress(`${set.name}: ${client.name} ${outcome.outcome}${outcome.reason ? ` (${outcome.reason})` : ''}`);
  }
  const [records = 0] = await stage.observer.endOffsets(topic);
  return { log: { set, topic, shares, records }, written };
}

type Target = Pick<SharedLog, 'set' | 'topic'>;

async function writeShare(
  client: Client,
  { set, topic }: Target,
  stage: Stage,
  options: InteropOptions,
): Promise<{ share: Share | undefined; outcome: Written }> {
  const [start = 0] = await stage.observer.endOffsets(topic);
  const whole = await writeCases(client, { topic, set, cases: set.cases }, stage, options);
  // One record that a client cannot write must not hide the others, but a codec that it does not know hides them all.
  const singly = whole.outcome === 'fails' && set.codec === 'none';
  const told = singly ? await writeSingly(client, { topic, set }, stage, options) : {};
  const records = (await stage.observer.records(topic)).filter(({ offset }) => offset >= start);
  const row = { writer: client.name, set: set.name };
  if (records.length === 0) return { share: undefined, outcome: { ...row, ...whole, differs: told } };
  const { found, differs } = matchCases(set, records, told);
  const codec = records.find(({ batch }) => batch.codec !== set.codec)?.batch.codec;
  const share: Share = { writer: client.name, records: found };
  if (codec === undefined) return { share, outcome: { ...row, outcome: 'written', differs } };
  return {
    share,
    outcome: { ...row, outcome: 'fails', reason: facts.standsAs(codec), differs },
  };
}

/** By case, why it could not be written. */
async function writeSingly(client: Client, { set, topic }: Target, stage: Stage, options: InteropOptions) {
  const told: Record<string, string> = {};
  for (const one of set.cases) {
    const single = await writeCases(client, { topic, set, cases: [one] }, stage, options);
    if (single.outcome !== 'written') told[one.name] = single.reason;
  }
  return told;
}

function matchCases(set: CaseSet, records: readonly ObservedRecord[], told: Readonly<Record<string, string>>) {
  const found = new Map<number, { name: string; inLog: Omit<Case, 'name'> }>();
  const differs: Record<string, string> = {};
  for (const one of set.cases) {
    const at = records.find((record) => !found.has(record.offset) && isMeant(one, caseInLog(record)));
    const inLog = at && caseInLog(at);
    const difference = told[one.name] ?? differenceOf(one, inLog);
    if (difference !== undefined) differs[one.name] = difference;
    if (at && inLog) found.set(at.offset, { name: one.name, inLog });
  }
  return { found, differs };
}

/** Whether a record is meant to be this case, though the client may have written null for empty, or no headers. */
function isMeant(one: Case, { key, value, headers }: Omit<Case, 'name'>): boolean {
  const named = one.headers.every(([name]) => headers.length === 0 || headers.some(([other]) => other === name));
  return (one.key ?? '') === (key ?? '') && (one.value ?? '') === (value ?? '') && named;
}

interface WriteJob extends Target {
  readonly cases: readonly Case[];
}

async function writeCases(client: Client, job: WriteJob, stage: Stage, { signal }: InteropOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'workbook cases '));
  const file = join(folder, 'cases.json');
  await writeFile(file, JSON.stringify(job.cases.map(({ key, value, headers }) => ({ key, value, headers }))));
  try {
    const env = { ...accessEnv(stage, 'plain'), TOPIC: job.topic, CASES_FILE: file, COMPRESSION: job.set.codec };
    const ended = await runClient(client, { words: ['write'], env, deadlineMs, signal });
    if (ended.kind !== 'report')
      return { outcome: ended.kind === 'not-run' ? 'not-run' : 'fails', reason: ended.reason } as const;
    const { outcome, error, source } = ended.report;
    if (outcome === 'works') return { outcome: 'written' } as const;
    return { outcome, reason: error ?? source ?? facts.noReason } as const;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const readSchema = z.array(
  z.looseObject({
    offset: z.number(),
    key: z.string().nullable(),
    value: z.string().nullable(),
    headers: z.array(z.tuple([z.string(), z.string().nullable()])),
  }),
);
export type ReadRecord = z.infer<typeof readSchema>[number];

/** What a client's `read` of partition 0 gave, or why it gave nothing. */
export type Reading =
  | { readonly records: readonly ReadRecord[] }
  | { readonly outcome: 'fails' | 'not-offered' | 'not-run'; readonly reason: string };

interface ReadJob {
  readonly topic: string;
  readonly records: number;
  readonly isolation?: 'read_committed' | 'read_uncommitted';
}

/** Lets a client read the topic from its beginning. */
export async function readTopic(client: Client, job: ReadJob, stage: Stage, signal: AbortSignal): Promise<Reading> {
  const isolation = { ISOLATION: job.isolation ?? 'read_committed' };
  const env = { ...accessEnv(stage, 'plain'), TOPIC: job.topic, RECORDS: String(job.records), ...isolation };
  const ended = await runClient(client, { words: ['read'], env, deadlineMs, signal });
  if (ended.kind === 'not-run') return { outcome: 'not-run', reason: ended.reason };
  if (ended.kind === 'broke') return { outcome: 'fails', reason: ended.reason };
  const { outcome, error, source, evidence } = ended.report;
  if (outcome !== 'works') return { outcome, reason: error ?? source ?? facts.noReason };
  const found = readSchema.safeParse(evidence?.['records']);
  return found.success ? { records: found.data } : { outcome: 'fails', reason: facts.brokenRecords };
}
