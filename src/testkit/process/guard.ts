// A thread beside the learner's code, in the same process. It ends the process when that code never gives way (a loop
// without an end) or eats the machine's memory, and says why: nothing on the learner's own thread could.
import { Session } from 'node:inspector';
import { setTimeout as wait } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { endProcess } from './end-process.ts';
import type { GuardLimits, GuardReport } from './guard-limits.ts';

const roundMs = 200;

async function watch({ beat, busySeconds, silentSeconds, megabytes }: GuardLimits): Promise<GuardReport> {
  let last = -1;
  let rounds = 0;
  let busyBefore = 0;
  for (;;) {
    await wait(roundMs);
    const used = Math.round(process.memoryUsage.rss() / 1024 / 1024);
    if (used > megabytes) return { kind: 'memory', megabytes: used };
    const now = Atomics.load(beat, 0);
    if (now !== last) {
      [last, rounds, busyBefore] = [now, 0, busy()];
      continue;
    }
    // By its own work, not by the clock: on a busy machine an innocent process gets its turn late. The rounds, which a
    // sleeping laptop does not run on, are for code that blocks without working.
    rounds += 1;
    if (busy() - busyBefore < busySeconds && rounds * roundMs < silentSeconds * 1_000) continue;
    return { kind: 'stuck', seconds: Math.round((rounds * roundMs) / 1_000), ...(await whereItLoops()) };
  }
}

/** Seconds of processor time that this process has used. */
function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** Stops the learner's thread as a debugger would, and reads the innermost frame that is neither Node's nor a package's. */
async function whereItLoops(): Promise<{ url: string; line: number }> {
  const session = new Session();
  session.connectToMainThread();
  const urls = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
  const paused = Promise.withResolvers<{ url: string; line: number }>();
  session.on('Debugger.paused', ({ params }) => {
    const frames = params.callFrames.map(({ location }) => ({
      url: urls.get(location.scriptId) ?? '',
      line: location.lineNumber + 1,
    }));
    paused.resolve(frames.find(({ url }) => url.startsWith('file:') && !url.includes('/node_modules/')) ?? nowhere);
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
  return Promise.race([paused.promise, wait(1_000, nowhere)]);
}

const nowhere = { url: '', line: 0 };

// Handed over by the thread's creator, start-guard.ts, which is typed to send nothing else.
const limits: GuardLimits = workerData;
endProcess(await watch(limits));
