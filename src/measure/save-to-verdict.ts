// The learner's wait: a file is saved, and the verdict stands on the screen. Measured in the session of watch mode, with
// the solution as the learner's text, and beside it the same suite by a plain `vitest run` on the same broker.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runProcess } from '../processes/start-process.ts';
import { mainSolution } from '../course/answer.ts';
import { findBroker } from '../lab/broker/find-broker.ts';
import type { Exercise } from '../course/course.ts';
import { projectRoot } from '../project.ts';
import { openSession } from '../watch/open-session.ts';
import type { Session } from '../watch/session.ts';
import { copySmallCourse } from './course-copy.ts';
import { timed, type Bench, type Figure } from './figure.ts';
import { words } from './words.ts';

// The first runs fill caches that a learner's own first runs fill.
const warmUps = 2;
// Whoever reads a verdict and changes a line takes longer than this; meanwhile the next process loads.
const betweenSavesMs = 1_500;

/** Save to verdict of an exercise that produces and of one that reads in a group, each beside plain vitest. */
export async function measureSaveToVerdict(bench: Bench): Promise<readonly Figure[]> {
  const { repeat, signal, note } = bench;
  await using course = await copySmallCourse();
  await using broker = await findBroker({ source: 'embedded', signal });
  const lent = { ...broker, [Symbol.asyncDispose]: async () => {} };
  await using open = await openSession({
    root: course.root,
    state: join(course.root, '.workbook'),
    poll: false,
    findBroker: async () => lent,
  });
  await verdictAfter(open.session, async () => open.session.dispatch({ type: 'run' }));
  const figures: Figure[] = [];
  const kinds = [
    { what: words.producing, aim: 500 },
    { what: words.withGroup, aim: 800 },
  ];
  for (const [at, { what, aim }] of kinds.entries()) {
    const exercise = course.exercises[at];
    if (!exercise) continue;
    note(what);
    const saves = await measureSaves(open.session, exercise, repeat * 2);
    figures.push({ name: words.save(what), unit: 'ms', samples: saves, aim });
    const plain = await measurePlain(exercise, broker.connection.brokers, repeat);
    figures.push({ name: words.plain(what), unit: 'ms', samples: plain });
  }
  return figures;
}

async function measureSaves(session: Session, exercise: Exercise, times: number): Promise<number[]> {
  const answer = await readFile(mainSolution(exercise).path, 'utf8');
  const samples: number[] = [];
  for (let n = 0; n < times + warmUps; n += 1) {
    await delay(betweenSavesMs);
    const save = async () => writeFile(exercise.files.stub, `${answer}// ${n}\n`);
    const took = await timed(async () => verdictAfter(session, save));
    if (n >= warmUps) samples.push(took);
  }
  return samples;
}

// Resolves with the first verdict that comes after the act; it must be a pass, or something else was measured.
function verdictAfter(session: Session, act: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const unsubscribe = session.subscribe((_state, event) => {
      if (event.type !== 'run-finished') return;
      unsubscribe();
      resolve();
    });
    act().catch(reject);
  });
}

async function measurePlain({ files }: Exercise, brokers: readonly string[], times: number): Promise<number[]> {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const config = join(import.meta.dirname, 'plain.vitest.config.ts');
  const env = { ...process.env, KAFKA_BOOTSTRAP_SERVERS: brokers.join(','), WORKBOOK_SUITE: files.suite };
  const samples: number[] = [];
  for (let n = 0; n < times; n += 1) {
    samples.push(await timed(async () => succeeds([vitest, 'run', '--config', config], env)));
  }
  return samples;
}

async function succeeds(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, stdout, stderr } = await runProcess(process.execPath, args, { cwd: projectRoot, env });
  if (code !== 0) throw new Error(words.plainFailed(stdout, stderr));
}
