// How far a process of learner code is kept from others. On Linux it may run in a PID namespace: it sees no process but
// its own, can send no signal to any other, and whatever it starts ends with it.
import { ask } from '../../processes/ask.ts';

export interface Isolation {
  readonly kind: 'pid-namespace' | 'process';
  /** Command and arguments that stand before the one to run. */
  readonly wrap: readonly string[];
}

/** A process of its own, and nothing more. */
export const processOnly: Isolation = { kind: 'process', wrap: [] };

const namespace = ['--pid', '--fork', '--kill-child', '--mount-proc'];
const asRoot = ['unshare', ...namespace];
// Without privileges; a distribution may forbid it.
const asUser = ['unshare', '--user', '--map-current-user', ...namespace];
// So that the namespace ends with whoever has started it, by whatever end.
const untilParentEnds = ['setpriv', '--pdeathsig', 'KILL'];

let found: Promise<Isolation> | undefined;

/** The strongest isolation that works here, tried once. Takes some milliseconds. */
export function findIsolation(): Promise<Isolation> {
  found ??= tryAll();
  return found;
}

async function tryAll(): Promise<Isolation> {
  if (process.platform !== 'linux') return processOnly;
  const ways = process.getuid?.() === 0 ? [asRoot, asUser] : [asUser];
  for (const way of ways.flatMap((each) => [[...untilParentEnds, ...each], each])) {
    if (await works(way)) return { kind: 'pid-namespace', wrap: way };
  }
  return processOnly;
}

async function works([command = '', ...args]: readonly string[]): Promise<boolean> {
  try {
    const { stdout } = await ask(command, [...args, 'sh', '-c', 'echo $$'], { timeout: 5_000 });
    return stdout.trim() === '1';
  } catch {
    return false;
  }
}
