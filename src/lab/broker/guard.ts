// The owner's side of guard.mjs.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { OpenAsks } from '../../processes/open-asks.ts';
import { endedFile } from './ended.ts';
import { javaEnvironment } from './java-environment.ts';
import type { RunFolder } from './run-folder.ts';
import { brokerText } from './words.ts';

/** A process for the guard to start and to end. */
export interface GuardedChild {
  /** Also its folder in the run's: '' for the only one. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Takes all output of the process. */
  readonly logFile: string;
  /** How long a clean end may take when its owner stops it, in milliseconds; 0 kills it at once. */
  readonly graceMs: number;
}

/** A container for the guard to remove at the end, and what node:http needs to reach Docker. */
export interface GuardedContainer {
  readonly name: string;
  readonly docker: Readonly<Record<string, string | number>>;
}

/** `stop` is a clean end, `kill` is none; `freeze` stops the process as it is, until `thaw`. */
export type ChildOrder = 'start' | 'stop' | 'kill' | 'freeze' | 'thaw';

export interface Guard {
  /** Aborts, with the reason as a sentence, when the broker or its guard ended by itself. */
  readonly lost: AbortSignal;
  /** Tells the guard that its container runs: from now on its end is a loss. */
  watch(): Promise<void>;
  /** Has one of several children do something; resolves when it has come about. Its end is then no loss. */
  order(child: string, does: ChildOrder): Promise<void>;
  /** Lets the broker live on without this process. */
  keep(): Promise<void>;
  /** Ends the broker. Its folder stays. */
  stop(): Promise<void>;
}

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('guarding') }),
  z.strictObject({ type: z.literal('started'), name: z.string(), pid: z.number() }),
  z.strictObject({ type: z.literal('done'), ask: z.number(), error: z.string().optional() }),
  z.strictObject({ type: z.literal('exited'), reason: z.string() }),
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
]);

const guardFile = join(import.meta.dirname, 'guard.mjs');

/**
 * Starts a guard. The broker ends when this process does, in whatever way, unless `keep` was called.
 * The guard does not keep this process running.
 */
export async function startGuard(
  run: RunFolder,
  charge: { children?: readonly GuardedChild[]; container?: GuardedContainer },
  places: { endedFile: string } = { endedFile },
): Promise<Guard> {
  const spec = JSON.stringify({ id: run.id, folder: run.folder, ...places, children: [], ...charge });
  const guard = spawn(process.execPath, [guardFile, spec], {
    detached: true,
    env: javaEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
  const lost = new AbortController();
  const pids = new Map<string, number>();
  const asks = new OpenAsks();
  let ending = false;
  const lose = (reason: string): void => {
    if (!ending) lost.abort(new Error(reason));
  };
  guard.on('message', (raw) => {
    const message = messageSchema.parse(raw);
    if (message.type === 'started') pids.set(message.name, message.pid);
    if (message.type === 'done') asks.hear(message);
    if (message.type === 'exited' || message.type === 'failed') lose(message.reason);
  });
  guard.once('error', (error) => lose(error.message));
  guard.once('exit', () => {
    // Somebody killed the guard: no JVM must outlive it.
    if (!ending && !lost.signal.aborted) for (const pid of pids.values()) killQuietly(pid);
    lose(brokerText.guardEnded);
    asks.end(brokerText.guardEnded);
  });
  await Promise.race([once(guard, 'message'), once(guard, 'exit')]);
  guard.unref();
  guard.channel?.unref();
  return {
    lost: lost.signal,
    watch: () => tell(guard, 'watch'),
    order: (child, does) => order(guard, asks, child, does),
    async keep() {
      await tell(guard, 'keep');
      ending = true;
      guard.disconnect();
    },
    async stop() {
      ending = true;
      await stopGuard(guard);
    },
  };
}

async function order(guard: ChildProcess, asks: OpenAsks, name: string, does: ChildOrder): Promise<void> {
  // Somebody waits for the answer.
  guard.channel?.ref();
  try {
    await asks.ask((ask) =>
      guard.send({ ask, name, does }, (error) => error && asks.hear({ ask, error: error.message })),
    );
  } finally {
    if (asks.isEmpty) guard.channel?.unref();
  }
}

async function stopGuard(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  guard.ref();
  const exit = once(guard, 'exit');
  if (guard.connected) await tell(guard, 'stop');
  await exit;
}

function tell(guard: ChildProcess, word: 'keep' | 'watch' | 'stop'): Promise<void> {
  return new Promise((resolve) => {
    // An error means that the guard has gone by itself in this moment, which is what its exit tells.
    guard.send(word, () => resolve());
  });
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
