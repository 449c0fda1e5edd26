// A process of learner code, seen from the suite's. It inherits a list of environment variables and one descriptor, and
// its parent is not this process but a shell between the two, which may be killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import type { Duplex, Readable } from 'node:stream';
import { endStrays, runMark } from './end-strays.ts';
import { innerProcess } from './inner-process.ts';
import type { Isolation } from './isolation.ts';
import { subjectEnv } from './subject-env.ts';

export interface IsolatedOptions {
  /** Absolute path of the file for `node` to run. */
  readonly entry: string;
  readonly isolation: Isolation;
  readonly env?: NodeJS.ProcessEnv;
  readonly execArgv?: readonly string[];
}

/** How a process ended: null where it was the other. */
export interface ProcessEnding {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

// The shell's own words about a killed child would stand among the learner's; so they go nowhere.
const shell = ['sh', '-c', '{ "$0" "$@" 2>&4 4>&-; } 4>&2 2>/dev/null; exit $?'];
const hasShell = process.platform !== 'win32';
// What the pipes still hold is read for so long; whoever keeps them open may have been left behind by learner code.
const drainMs = 200;

export class IsolatedProcess {
  readonly #child: ChildProcess;
  readonly #mark = randomUUID();
  readonly #isolation: Isolation;
  #pid: number | undefined;
  /** Resolves when it has ended; rejects where it could not be started. */
  readonly ended: Promise<ProcessEnding>;

  constructor({ entry, isolation, env = {}, execArgv = [] }: IsolatedOptions) {
    this.#isolation = isolation;
    const node = [process.execPath, '--disable-sigusr1', ...execArgv, entry];
    const [command = '', ...args] = hasShell ? [...isolation.wrap, ...shell, ...node] : node;
    this.#child = spawn(command, args, {
      env: subjectEnv({ ...env, [runMark]: this.#mark }),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // A process group of its own, to be ended as a whole; Ctrl-C in the terminal is not for learner code.
      detached: hasShell,
    });
    this.ended = this.#watch();
  }

  get stdout(): Readable {
    return this.#stream(1);
  }

  get stderr(): Readable {
    return this.#stream(2);
  }

  /** The one descriptor that it shares with this process. */
  get link(): Duplex {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node makes a socket of each pipe and types it as a reader or a writer
    return this.#child.stdio[3] as unknown as Duplex;
  }

  /** Its number, as this process sees it; undefined where it has none (any more). `own` is what it calls itself. */
  pid(own?: number): number | undefined {
    const { pid } = this.#child;
    if (!hasShell || pid === undefined) return pid;
    const levels = this.#isolation.kind === 'pid-namespace' ? 2 : 1;
    this.#pid ??= process.platform === 'linux' ? innerProcess(pid, levels) : own;
    return this.#pid;
  }

  /** Sends a signal to the process itself; it returns false where that is not there. */
  signal(signal: NodeJS.Signals): boolean {
    const pid = this.pid();
    try {
      return pid !== undefined && process.kill(pid, signal);
    } catch {
      return false;
    }
  }

  /** Ends it with all that it has started. */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(hasShell ? -pid : pid, 'SIGKILL');
    } catch {
      // All of the group have ended.
    }
    if (this.#isolation.kind === 'process') endStrays(this.#mark);
  }

  #stream(descriptor: 1 | 2): Readable {
    const stream = this.#child.stdio[descriptor];
    if (!stream || !('read' in stream)) throw new Error('A process without its pipes.');
    return stream;
  }

  #watch(): Promise<ProcessEnding> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        const end = (): void => {
          // What it has left behind ends with it.
          this.kill();
          resolve(asSignal(code, signal));
        };
        const late = setTimeout(end, drainMs);
        child.once('close', () => {
          clearTimeout(late);
          end();
        });
      });
    });
  }
}

// A shell says 128 + n where its child was ended by signal n.
function asSignal(code: number | null, signal: NodeJS.Signals | null): ProcessEnding {
  if (!hasShell || code === null || code <= 128) return { code, signal };
  const name = signals.find(([, number]) => number === code - 128)?.[0];
  return name ? { code: null, signal: name } : { code, signal };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries widens the names
const signals = Object.entries(constants.signals) as [NodeJS.Signals, number][];
