// A benchmark takes over an hour. What it has measured is kept after every turn, so that one that was broken off, by whatever
// end, can go on.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { stateFolder } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Turn } from './contestant.ts';
import { text } from './words.ts';
import { benchResultSchema, type BenchResult, type BenchRun } from './result.ts';

export const unfinishedFile = join(stateFolder, 'bench', 'unfinished.json');

/** What was asked for, and what was measured of it so far. */
const unfinishedSchema = z.strictObject({
  clients: z.array(z.string()),
  rounds: z.int().min(1),
  /** The broker that was asked for; null: one of its own. */
  broker: z.string().nullable(),
  result: benchResultSchema,
});
export type Unfinished = z.infer<typeof unfinishedSchema>;

/** Keeps what there is; a process that is killed meanwhile leaves the state before it. */
export async function keepUnfinished(unfinished: Unfinished, file: string = unfinishedFile): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, JSON.stringify(unfinished));
}

/** Forgets it: it is whole, or another one has begun. */
export async function forgetUnfinished(file: string = unfinishedFile): Promise<void> {
  await rm(file, { force: true });
}

/** @throws WorkbookError where there is none that this version can go on with. */
export async function readUnfinished(file: string = unfinishedFile): Promise<Unfinished> {
  const written = await readFile(file, 'utf8').catch(() => undefined);
  const parsed = written === undefined ? undefined : unfinishedSchema.safeParse(parse(written));
  if (parsed?.success) return parsed.data;
  throw new WorkbookError(text.nothingToResume, { next: text.nothingToResumeNext, fault: 'usage' });
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

type Asked = Pick<Unfinished, 'clients' | 'rounds' | 'broker'> & {
  readonly result: Pick<BenchResult, 'quick' | 'kafka' | 'workloads' | 'machine'>;
};

/** Why what is asked for now is not what was begun, in words; undefined where it is. Pure. */
export function whyAnother(begun: Asked, now: Asked): string | undefined {
  const [then, today] = [compared(begun), compared(now)];
  const differing = comparedParts
    .filter((part) => !isDeepStrictEqual(then[part], today[part]))
    .map((part) => text.parts[part]);
  return differing.length > 0 ? text.another(differing) : undefined;
}

const comparedParts = ['clients', 'rounds', 'broker', 'quick', 'kafka', 'machine', 'workloads'] as const;

function compared({ clients, rounds, broker, result }: Asked) {
  const { cores, processor } = result.machine;
  const { quick, kafka, workloads } = result;
  return { clients, rounds, broker, quick, kafka, machine: { cores, processor }, workloads };
}

/** The runs that count when it goes on: what could not run is tried again. Pure. */
export const keptRuns = (runs: readonly BenchRun[]): BenchRun[] =>
  runs.filter(({ outcome }) => outcome.kind !== 'not-run');

/** The turns that are left, each workload's warm-up before its first. Pure. */
export function turnsLeft(turns: readonly Turn[], runs: readonly BenchRun[]): Turn[] {
  const done = new Set(runs.map(({ workload, client, style, round }) => key(workload, client, style, round)));
  const left = turns.filter(
    ({ workload, contestant, style, round }) =>
      round > 0 && !done.has(key(workload.name, contestant.name, style, round)),
  );
  const workloads = new Set(left.map(({ workload }) => workload.name));
  return turns.filter((turn) => (turn.round === 0 ? workloads.has(turn.workload.name) : left.includes(turn)));
}

const key = (...parts: readonly (string | number)[]): string => parts.join(' ');
