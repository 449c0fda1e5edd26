// One feature of one client: set up, run, checked, and put into words. Nothing that a program does is a crash of ours.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '../contract/client.ts';
import { missingTool } from '../../toolchains/toolchain.ts';
import type { Outcome, Report } from '../contract/outcome.ts';
import { runClient } from '../contract/run-client.ts';
import { wireTap } from '../../lab/door/wire-tap.ts';
import { cellOf, rounded, type Run } from './cell-of.ts';
import { Disproved, type Feature, type Place } from './feature.ts';
import type { Cell } from '../results/result.ts';
import { accessEnv, connectionEnv, type Access, type Stage } from './stage.ts';
import { evidence } from './en-evidence.ts';

export interface CellOptions {
  readonly signal: AbortSignal;
  readonly deadlineMs?: number;
  readonly onProgress?: (text: string) => void;
  /** Told of the names of topics and groups that are about to be used: they stay on the broker. */
  readonly onPlace?: (place: Place) => void;
}

/** A cell, and where a program ran to its end, what it said. */
export interface RanCell {
  readonly cell: Cell;
  readonly report?: Report;
}

/** Runs the feature by each of its ways into the broker; the first that does not work is the cell. */
export async function runCell(client: Client, feature: Feature, stage: Stage, options: CellOptions): Promise<RanCell> {
  const at = { client: client.name, feature: feature.name };
  const missing = await missingTool(client);
  if (missing) return { cell: { ...at, outcome: 'not-run', reason: missing } };
  if (feature.needsRegistry && typeof stage.registry === 'string')
    return { cell: { ...at, outcome: 'not-run', reason: evidence.noRegistry(stage.registry) } };
  const accesses = feature.accesses ?? (['plain'] as const);
  let ran: RanCell | undefined;
  let seconds = 0;
  for (const access of accesses) {
    ran = await runOnce(client, feature, stage, { ...options, access });
    if (!works(ran.cell)) return ran;
    seconds += ran.cell.seconds;
  }
  if (!ran || !works(ran.cell)) throw new Error('a feature has at least one way into the broker');
  const by = accesses.length > 1 ? evidence.byEach(accesses.join(', ')) : '';
  return { ...ran, cell: { ...ran.cell, seconds: rounded(seconds), checked: ran.cell.checked + by } };
}

type Working = Extract<Cell, { checked: string }>;
const works = (cell: Cell): cell is Working => cell.outcome === 'works' || cell.outcome === 'works-with-extra';

interface OnceOptions extends CellOptions {
  readonly access: Access;
}

async function runOnce(client: Client, feature: Feature, stage: Stage, options: OnceOptions): Promise<RanCell> {
  const at = { client: client.name, feature: feature.name };
  const env = accessEnv(stage, options.access);
  if (!env) return { cell: { ...at, outcome: 'not-run', reason: evidence.noListener(options.access) } };
  try {
    const run = await runAndCheck(client, feature, stage, { ...options, env });
    const cell = cellOf(at, run);
    return run.outcome.kind === 'report' ? { cell, report: run.outcome.report } : { cell };
  } catch (error) {
    options.signal.throwIfAborted();
    return { cell: { ...at, outcome: 'not-run', reason: evidence.ourFault(words(error)) } };
  }
}

async function runAndCheck(
  client: Client,
  feature: Feature,
  stage: Stage,
  options: OnceOptions & { readonly env: Record<string, string> },
): Promise<Run> {
  const { signal } = options;
  const place = placeFor(client, feature);
  options.onPlace?.(place);
  await prepare(stage, feature, place);
  await using tap = feature.tapped ? await wireTap(stage.connection) : undefined;
  const seen = { stage, place, tap };
  let looking: Promise<Partial<Run>> = Promise.resolve({});
  const whileReady = async () => {
    looking = look(async () => feature.check({ ...seen, report: undefined }));
    await looking;
  };
  const { deadlineMs = 60_000, onProgress } = options;
  const outcome = await runClient(client, {
    words: feature.words ?? ['feature', feature.name],
    env: { ...options.env, ...cellEnv(place, stage), ...feature.env, ...(tap && connectionEnv(tap.connection)) },
    deadlineMs,
    signal,
    ...(onProgress && { onProgress }),
    ...(feature.holds && { whileReady }),
  });
  signal.throwIfAborted();
  const held = await looking;
  return await conclude(feature, outcome, held, async (report) => look(async () => feature.check({ ...seen, report })));
}

async function conclude(
  feature: Feature,
  outcome: Outcome,
  held: Partial<Run>,
  lookAfter: (report: Report) => Promise<Partial<Run>>,
): Promise<Run> {
  if (outcome.kind !== 'report' || outcome.report.outcome !== 'works') return { outcome };
  if (feature.holds && held.checked === undefined) return { against: evidence.neverReady, ...held, outcome };
  const after = await lookAfter(outcome.report);
  // What was seen while the program held it is worth more than what can be seen afterwards; a tap keeps all it saw.
  return { outcome, ...after, ...(after.checked !== undefined && !feature.tapped && held) };
}

/** How long the broker may take to show what it has acknowledged: a deleted topic, a group that has settled. */
const settleMs = 3000;

async function look(check: () => Promise<string>): Promise<Partial<Run>> {
  for (const end = performance.now() + settleMs; ;) {
    try {
      return { checked: await check() };
    } catch (error) {
      if (!(error instanceof Disproved)) throw error;
      if (performance.now() > end) return { against: error.message };
    }
    await delay(100);
  }
}

async function prepare(stage: Stage, feature: Feature, place: Place): Promise<void> {
  if (feature.partitions > 0) await stage.observer.createTopic(place.topic, { partitions: feature.partitions });
  else await stage.observer.createTopic(place.topicToDelete, { partitions: 1 });
  await feature.prepare?.(stage, place);
}

/** Names that no other run uses. */
export function placeFor(client: Pick<Client, 'name'>, feature: Pick<Feature, 'name' | 'records'>): Place {
  const topic = `${client.name}-${feature.name}-${randomBytes(3).toString('hex')}`;
  const names = { topic, topicToDelete: `${topic}-gone`, groupId: `${topic}-group`, instanceId: `${topic}-instance` };
  return { ...names, records: feature.records };
}

/** The contract's environment for the names of one cell. */
export function cellEnv(place: Place, { registry }: Pick<Stage, 'registry'>): Record<string, string> {
  return {
    TOPIC: place.topic,
    TOPIC_TO_DELETE: place.topicToDelete,
    GROUP_ID: place.groupId,
    INSTANCE_ID: place.instanceId,
    RECORDS: String(place.records),
    ...(typeof registry !== 'string' && { SCHEMA_REGISTRY_URL: registry.url }),
  };
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
