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
  guard: z.object({ pid: z.number(), children: z.array(z.object({ pid: z.number() })).min(1) }),
});

interface Holder {
  readonly owner: ChildProcess;
  readonly held: z.infer<typeof heldSchema>;
  /** The next line that the owner prints. */
  readonly nextLine: () => Promise<string>;
}

const hasJvm = ({ guard }: Holder['held']): boolean => guard.children.some(({ pid }) => isAlive(pid));

/** A process, leader of a group of its own, that owns an embedded broker or three. */
async function holdBroker(what: 'embedded' | 'cluster' = 'embedded'): Promise<Holder> {
  const entry = join(import.meta.dirname, 'hold-broker.fixture.ts');
  const owner = spawn(process.execPath, [entry, what], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void owner.kill('SIGKILL'));
  const lines = createInterface({ input: owner.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  return { owner, nextLine, held: heldSchema.parse(JSON.parse(await nextLine())) };
}

test.for(['embedded', 'cluster'] as const)(
  'nothing is left (%s) when the owner is killed',
  { timeout: 120_000 },
  async (what) => {
    const { owner, held } = await holdBroker(what);
    expect(held.guard.children).toHaveLength(what === 'cluster' ? 3 : 1);
    owner.kill('SIGKILL');
    const left = (): unknown => ({
      jvm: hasJvm(held),
      guard: isAlive(held.guard.pid),
      folder: existsSync(held.folder),
    });
    await vi.waitFor(() => expect(left()).toEqual({ jvm: false, guard: false, folder: false }), 30_000);
  },
);

test(
  'the sweep of the next start ends a JVM, frozen or not, whose owner and guard were both killed',
  { timeout: 120_000 },
  async () => {
    const { owner, held } = await holdBroker('cluster');
    process.kill(held.guard.children[0]?.pid ?? 0, 'SIGSTOP');
    // Stopped, the owner cannot do the guard's work in between.
    owner.kill('SIGSTOP');
    process.kill(held.guard.pid, 'SIGKILL');
    owner.kill('SIGKILL');
    await eventually(() => !isAlive(held.guard.pid), { describe: 'the guard to be gone' });
    // A start in a test beside this one may have been quicker, or be at it.
    await sweepLeftOvers();
    const isSwept = (): boolean => !hasJvm(held) && !existsSync(held.folder);
    const swept = await eventually(isSwept, { describe: 'the JVM and its folder to be gone', within: 20_000 });
    expect(swept).toBe(true);
  },
);

test('Ctrl-C reaches the owner, and not the broker before its owner is done with it', async () => {
  const { owner, held, nextLine } = await holdBroker();
  process.kill(-(owner.pid ?? 0), 'SIGINT');
  expect(await nextLine()).toBe(held.clusterId);
  await once(owner, 'exit');
  await eventually(() => !hasJvm(held), { describe: 'the JVM to be gone', within: 20_000 });
});
