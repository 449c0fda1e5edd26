// Runs one program of the chapter in one case, and looks at the broker.
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describeMembers } from '../../kafka/requests/describe-members.ts';
import type { Ended } from '../../processes/start-process.ts';
import { dotnetBuildEnvironment } from '../../toolchains/dotnet.ts';
import { runProgram } from '../../toolchains/run-program.ts';
import type { Client } from '../contract/client.ts';
import { connectionEnv, type Stage } from '../features/stage.ts';
import type { Case, Facts } from './chapter-programs.ts';

export type Version = 'as-written' | 'mended';

const folder = 'chapter';
const build = [
  ['dotnet', 'restore', `${folder}/chapter.csproj`, '--locked-mode'],
  `dotnet build ${folder}/chapter.csproj --no-restore -c Release -nodeReuse:false -p:UseSharedCompilation=false -o ${folder}/bin/out`.split(
    ' ',
  ),
];

/** Builds the chapter's programs beside the client's. @returns the last words of a build that failed. */
export async function buildChapter(client: Client, signal: AbortSignal): Promise<string | undefined> {
  for (const command of build) {
    const ended = await runProgram({
      program: client,
      command,
      env: dotnetBuildEnvironment,
      deadlineMs: 300_000,
      signal,
    });
    if (ended.code !== 0) return (ended.stdout + ended.stderr).trim().split('\n').slice(-3).join('\n');
  }
  return undefined;
}

export interface Ground {
  readonly client: Client;
  readonly stage: Stage;
  readonly signal: AbortSignal;
}

const good = { UserId: 1, Action: 'login', Timestamp: '2026-01-01T00:00:00Z' };
// Of five records three are no events: no JSON, JSON that says null, and a number that is none.
const records = [good, undefined, null, { ...good, UserId: 'x' }, good].map((value) =>
  value === undefined ? 'not json' : JSON.stringify(value),
);

interface Setting {
  /** Values in the topic before the start; undefined: the topic is not there. */
  readonly values: readonly string[] | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly facts: (run: Run) => Promise<Facts> | Facts;
}

interface Run extends Ground {
  readonly ended: Ended;
  readonly topic: string;
  readonly group: string;
}

const withoutKeys = { KEYS: 'none' };

const settings: Record<Case, Setting> = {
  'bad-records': {
    values: records,
    env: { ...withoutKeys, READY_AFTER: String(records.length) },
    deadlineMs: 20_000,
    facts: async (run) => ({ failed: failures(run), committed: await committed(run) }),
  },
  sigterm: {
    values: [good, good, good].map((value) => JSON.stringify(value)),
    env: { ...withoutKeys, READY_AFTER: '3' },
    deadlineMs: 20_000,
    facts: async (run) => ({ code: run.ended.code, membersLeft: await members(run), ...(await deadFor(run)) }),
  },
  'missing-topic': {
    values: undefined,
    env: { ...withoutKeys, READY_AFTER: '1' },
    deadlineMs: 12_000,
    facts: async (run) => ({ committed: await committed(run) }),
  },
  'no-terminal': {
    values: [JSON.stringify(good)],
    env: { READY_AFTER: '1' },
    deadlineMs: 20_000,
    facts: ({ ended }) => ({ code: ended.code }),
  },
};

// How long a consumer is left alone with a topic that is not there.
const aloneMs = 4_000;

/** Runs the case with names of its own, and says what came of it. The program is told to stop when it has seen all. */
export async function runCase(name: Case, version: Version, ground: Ground): Promise<Facts> {
  const { client, stage, signal } = ground;
  const { values, env, deadlineMs, facts } = settings[name];
  const topic = `chapter-${name}-${randomBytes(3).toString('hex')}`;
  const group = `${topic}-group`;
  if (values) await makeTopic(stage, topic, values);
  const later = values ? undefined : delay(aloneMs).then(async () => makeTopic(stage, topic, records.slice(0, 1)));
  const ended = await runProgram({
    program: client,
    command: ['dotnet', `${folder}/bin/out/chapter.dll`, version, 'consume'],
    env: { ...connectionEnv(stage.connection), ...env, TOPIC: topic, GROUP_ID: group },
    deadlineMs,
    signal,
    whileReady: async () => undefined,
  });
  await later;
  return facts({ ...ground, ended, topic, group });
}

async function makeTopic({ observer }: Stage, topic: string, values: readonly string[]): Promise<void> {
  await observer.createTopic(topic, { partitions: 1 });
  await observer.produce(
    topic,
    values.map((value) => ({ key: 'user-1', value })),
  );
}

// As written it prints a line for each; mended it ends at the first.
const failures = ({ ended }: Run): number =>
  [...ended.stdout.matchAll(/^failed: /gm)].length + (/^not an event/m.test(ended.stderr) ? 1 : 0);

async function committed({ stage, group, topic }: Run): Promise<number> {
  const offsets = Object.values(await stage.observer.committed(group, topic));
  return offsets.reduce((sum, offset) => sum + Math.max(0, offset), 0);
}

const members = async ({ stage, group }: Run): Promise<number> =>
  (await describeMembers(stage.connection, group)).instanceIds.length;

const patienceMs = 60_000;

async function deadFor(run: Run): Promise<Pick<Facts, 'deadFor'>> {
  const start = performance.now();
  if ((await members(run)) === 0) return {};
  while ((await members(run)) > 0 && performance.now() - start < patienceMs) await delay(250);
  return { deadFor: Math.round((performance.now() - start) / 1_000) };
}
