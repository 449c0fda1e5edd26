// A whole benchmark: every turn in its order on one broker, kept as it comes.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Broker } from '../../lab/broker/broker.ts';
import { removeByPrefix } from '../../lab/broker/sweep.ts';
import { buildProgram } from '../../toolchains/build-program.ts';
import type { Client } from '../contract/client.ts';
import { stateFolder } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { text } from './words.ts';
import type { Contestant, Ground, Turn } from './contestant.ts';
import { clientContestant } from './one-turn.ts';
import { payloadsFile } from './payloads.ts';
import { planTurns } from './plan.ts';
import type { BenchRun } from './result.ts';
import { Stage } from './stage.ts';
import { turnsLeft } from './unfinished.ts';
import type { Workload } from './workload.ts';

export interface BenchPlan {
  readonly workloads: readonly Workload[];
  readonly clients: readonly Client[];
  /** The field's own tools, which take turns with the clients. */
  readonly tools: readonly Contestant[];
  readonly rounds: number;
  /** Runs of an earlier part of the same benchmark, which are not repeated. */
  readonly done?: readonly BenchRun[];
}

export interface BenchWatch {
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
  /** Told each run as it ends; the turn that only warms up is not told. */
  readonly onRun: (run: BenchRun) => void;
}

/**
 * Builds the clients, then runs every turn. A client that cannot run has a row that says why; so has one that fails.
 * Ends early, without an error, when the signal aborts; with its reason when the broker is lost.
 */
export async function runBench(plan: BenchPlan, broker: Broker, watch: BenchWatch): Promise<void> {
  const ready = (await makeReady(plan, watch)).map(clientContestant);
  await using stage = await Stage.open(broker);
  const done = plan.done ?? [];
  const turns = turnsLeft(planTurns(plan.workloads, [...ready, ...plan.tools], plan.rounds), done);
  const backlogs = new Map<string, string>();
  const rates = new Map<string, number>();
  for (const run of done) noteRate(rates, run);
  await using afterwards = new AsyncDisposableStack();
  afterwards.defer(async () => removeAll(broker));
  for (const [at, turn] of turns.entries()) {
    if (watch.signal.aborted) break;
    broker.lost.throwIfAborted();
    const { workload, contestant, style, round } = turn;
    const what = `${workload.title}: ${contestant.name}, ${style}`;
    watch.note(round === 0 ? text.warming(workload.title) : text.turn(at + 1, turns.length, what));
    const payloads = await payloadsFile(join(stateFolder, 'bench'), workload);
    const lastRate = (name: string) => rates.get(`${workload.name} ${name}`);
    const place = { stage, payloads, lastRate, signal: watch.signal };
    const taken =
      workload.scenario === 'bench-consume'
        ? onBacklog(turn, place, { backlogs, ready, note: watch.note })
        : onFreshTopic(turn, place);
    const run = await taken.catch((error: unknown) => lostTurn(turn, error));
    noteRate(rates, run);
    if (round > 0 && !watch.signal.aborted) watch.onRun(run);
  }
}

function noteRate(rates: Map<string, number>, { workload, client, style, outcome }: BenchRun): void {
  if (outcome.kind === 'measured' && style === 'fast')
    rates.set(`${workload} ${client}`, outcome.records / outcome.seconds);
}

// A broker that hiccups costs one run.
function lostTurn({ workload, contestant, style, round }: Turn, error: unknown): BenchRun {
  const reason = error instanceof Error ? error.message : String(error);
  return { workload: workload.name, client: contestant.name, style, round, outcome: { kind: 'failed', reason } };
}

async function makeReady({ workloads, clients }: BenchPlan, watch: BenchWatch): Promise<Client[]> {
  const ready: Client[] = [];
  for (const client of clients) {
    const reason = await buildProgram(client, watch.note, watch.signal);
    // A build that was broken off says nothing about the client, and the next one is not begun.
    if (watch.signal.aborted) break;
    if (reason === undefined) {
      ready.push(client);
      continue;
    }
    watch.note(text.notReady(client.name, reason));
    const contestant = clientContestant(client);
    for (const workload of workloads) {
      const { name, styles } = workload;
      for (const style of styles) {
        if (contestant.serves(workload, style))
          watch.onRun({ workload: name, client: client.name, style, round: 1, outcome: { kind: 'not-run', reason } });
      }
    }
  }
  return ready;
}

type Place = Omit<Ground, 'topic'>;
let topics = 0;
// Groups have names that begin with their topic's.
// Two machines may have a process of one number.
const prefix = `bench-${process.pid}-${randomBytes(3).toString('hex')}-`;
const newTopic = (name: string): string => `${prefix}${(topics += 1)}-${name}`;

// The broker may be one that others use.
async function removeAll({ connection, lost }: Broker): Promise<void> {
  if (!lost.aborted) await removeByPrefix(connection, prefix).catch(() => undefined);
}

async function onFreshTopic(turn: Turn, place: Place): Promise<BenchRun> {
  const topic = newTopic(turn.workload.name);
  await place.stage.createTopic(topic, turn.workload.partitions);
  try {
    return await turn.contestant.take(turn, { ...place, topic });
  } finally {
    await place.stage.deleteTopic(topic);
  }
}

interface Filling {
  /** Topics that hold a workload's records, by its name. */
  readonly backlogs: Map<string, string>;
  readonly ready: readonly Contestant[];
  readonly note: (line: string) => void;
}

// Every client reads the same records, each in a group of its own.
async function onBacklog(turn: Turn, place: Place, filling: Filling): Promise<BenchRun> {
  const { workload } = turn;
  const topic = filling.backlogs.get(workload.name) ?? newTopic(workload.name);
  if (!filling.backlogs.has(workload.name)) {
    for (const [name, full] of filling.backlogs) {
      await place.stage.deleteTopic(full);
      filling.backlogs.delete(name);
    }
    await place.stage.createTopic(topic, workload.partitions);
    await fill(workload, { ...place, topic }, filling);
    filling.backlogs.set(workload.name, topic);
  }
  return turn.contestant.take(turn, { ...place, topic });
}

// The fastest that is there writes what all will read.
const fastest = ['go-franz-go', 'java-kafka-clients', 'node-platformatic'];

async function fill(workload: Workload, ground: Ground, { ready, note }: Filling): Promise<void> {
  const writer = fastest.flatMap((name) => ready.filter((contestant) => contestant.name === name))[0] ?? ready[0];
  if (!writer) throw new WorkbookError(text.noClients, { next: text.noClientsNext });
  note(text.filling(workload.title, workload.backlog));
  const write: Workload = { ...workload, scenario: 'bench-produce', warmupSeconds: 0, seconds: 1, handlerMs: 0 };
  let reason = '';
  for (let held = 0; held < workload.backlog; held = await ground.stage.count(ground.topic)) {
    ground.signal.throwIfAborted();
    const run = await writer.take({ workload: write, contestant: writer, style: 'fast', round: 0 }, ground);
    if (run.outcome.kind === 'measured') continue;
    reason = run.outcome.reason;
    throw new WorkbookError(text.notFilled(reason), { next: text.notFilledNext });
  }
}
