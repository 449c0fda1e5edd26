import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '#testkit';
import { z } from 'zod';
import { sweepLeftOvers } from './sweep-left-overs.ts';
import { isAlive } from '../../testkit/process/is-alive.ts';

const heldSchema = z.object({
  folder: z.string(),
  clusterId: z.string(),
  guard: z.object({ pid: z.number(), child: z.number() }),
});

interface Holder {
  readonly owner: ChildProcess;
  readonly held: z.infer<typeof heldSchema>;
  /** The next line that the owner prints. */
  readonly nextLine: () => Promise<string>;
}

/** A process, leader of a group of its own, that owns an embedded broker. */
async function holdBroker(): Promise<Holder> {
  const entry = join(import.meta.dirname, 'hold-broker.fixture.ts');
  const owner = spawn(process.execPath, [entry], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void owner.kill('SIGKILL'));
  const lines = createInterface({ input: owner.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  return { owner, nextLine, held: heldSchema.parse(JSON.parse(await nextLine())) };
}

test('nothing is left of a broker whose owner is killed', async () => {
  const { owner, held } = await holdBroker();
  owner.kill('SIGKILL');
  const left = (): unknown => ({
    jvm: isAlive(held.guard.child),
    guard: isAlive(held.guard.pid),
    folder: existsSync(held.folder),
  });
  await vi.waitFor(() => expect(left()).toEqual({ jvm: false, guard: false, folder: false }), 20_000);
});

test('the sweep of the next start ends a JVM whose owner and guard were both killed', async () => {
  const { owner, held } = await holdBroker();
  // Stopped, the owner cannot do the guard's work in between.
  owner.kill('SIGSTOP');
  process.kill(held.guard.pid, 'SIGKILL');
  owner.kill('SIGKILL');
  await eventually(() => !isAlive(held.guard.pid), { describe: 'the guard to be gone' });
  // A start in a test beside this one may have been quicker, or be at it.
  await sweepLeftOvers();
  const isSwept = (): boolean => !isAlive(held.guard.child) && !existsSync(held.folder);
  const swept = await eventually(isSwept, { describe: 'the JVM and its folder to be gone', within: 20_000 });
  expect(swept).toBe(true);
});

test('Ctrl-C reaches the owner, and not the broker before its owner is done with it', async () => {
  const { owner, held, nextLine } = await holdBroker();
  process.kill(-(owner.pid ?? 0), 'SIGINT');
  expect(await nextLine()).toBe(held.clusterId);
  await once(owner, 'exit');
  await eventually(() => !isAlive(held.guard.child), { describe: 'the JVM to be gone', within: 20_000 });
});
