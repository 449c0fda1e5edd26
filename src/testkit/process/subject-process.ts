// The learner's code, seen from the suite's process: started ahead, given one file, asked to run its functions, and
// thrown away. What it sends is data to be judged, never a verdict.
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { Bridge } from '../bridge/bridge.ts';
import { openLink, type Link } from '../bridge/frames.ts';
import type { Exported, FromSubject, Load, ToSubject } from '../bridge/messages.ts';
import { exportsSchema, readFromSubject } from '../bridge/wire-schema.ts';
import type { LabConnection } from '../lab.ts';
import { testRunSchema, type TestOrders, type TestRun } from '../test-run.ts';
import { Unmet } from '../unmet.ts';
import type { Closed } from './close-folders.ts';
import { endingOf, type SubjectEnding } from './ending.ts';
import type { GuardReport } from './guard-limits.ts';
import { IsolatedProcess } from './isolated-process.ts';
import type { Isolation } from './isolation.ts';
import { onLines } from './lines.ts';
import { refusalText } from './refusal-text.ts';
import { readGuardReport } from './read-guard-report.ts';
import { words } from '../words.ts';

const entry = fileURLToPath(new URL('subject-main.ts', import.meta.url));
// More than its own process counts: this is for code that writes past that.
const mostPrinted = 60_000_000;
// An end that is seen on the link before the process has ended.
const graceMs = 500;

export interface SubjectOptions {
  readonly isolation: Isolation;
  /** Where a first connection is tried ahead: it compiles what every connection needs. */
  readonly connection?: LabConnection | undefined;
  /** Waits for a debugger before the file is loaded, and is never stuck. */
  readonly inspect?: boolean;
  /** It waits for a debugger at this address. */
  readonly onDebugger?: (url: string) => void;
}

export class SubjectProcess {
  /** What the file exports; rejects with the error of loading it. */
  loaded: Promise<readonly Exported[]> = Promise.reject(new Error('Nothing was loaded.'));
  readonly #process: IsolatedProcess;
  readonly #link: Link;
  readonly #bridge: Bridge;
  readonly #inspect: boolean;
  readonly #onDebugger: SubjectOptions['onDebugger'];
  readonly #pongs = new Map<number, () => void>();
  readonly #warm = Promise.withResolvers<void>();
  #url = '';
  #onEnd: ((ending: SubjectEnding) => void) | undefined;
  #ending: SubjectEnding | undefined;
  #guard: GuardReport | undefined;
  #lastWords = '';
  #printed = 0;
  readonly #heldBack: (() => void)[] = [];
  #isOver = false;
  #ownPid: number | undefined;

  constructor({ isolation, connection, inspect = false, onDebugger }: SubjectOptions) {
    this.#onDebugger = onDebugger;
    this.loaded.catch(() => {});
    this.#warm.promise.catch(() => {});
    this.#inspect = inspect;
    const env = {
      ...(connection && { WORKBOOK_WARM_UP: JSON.stringify(connection) }),
      ...(inspect && { WORKBOOK_INSPECT: '1' }),
    };
    this.#process = new IsolatedProcess({ entry, isolation, env, execArgv });
    this.#link = openLink(this.#process.link, {
      message: (message) => this.#hear(readFromSubject(message)),
      end: (why) => void this.#lost(why),
    });
    this.#bridge = new Bridge({
      send: (message) => this.#send(message),
      shallow: false,
      onError: markAsTheirs,
      refused: (refusal) => new Unmet(refusalText(refusal)),
    });
    this.#process.stdout.resume();
    onLines(this.#process.stderr, (line) => this.#hearLine(line));
    void this.#watch();
  }

  /** Whether it was ended, or has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when it waits for a file. */
  get warm(): Promise<void> {
    return this.#warm.promise;
  }

  /** Loads the file under test, once. */
  load(url: string, closed: Closed): void {
    this.#url = url;
    const message = { t: 'load', url, closed, inspect: this.#inspect } as const;
    const { answer } = this.#bridge.ask((id) => this.#send({ ...message, id } satisfies Load));
    this.loaded = answer.then((exports) => exportsSchema.parse(exports));
    this.loaded.catch(() => {});
  }

  /** The run begins: what it has printed is passed on, and from now on its end, where nobody asked for it, is told. */
  begin(listener: (ending: SubjectEnding) => void): void {
    for (const print of this.#heldBack.splice(0)) print();
    this.#onEnd = listener;
    if (this.#ending) listener(this.#ending);
  }

  /**
   * Calls a function that the file exports. The promise stands for what comes back, too: methods of a service that is
   * returned at once can be called at once.
   */
  call(name: string, args: readonly unknown[]): Promise<unknown> {
    return withMethods(this.#bridge.call({ name }, args), (result, method, more) =>
      this.#bridge.call({ result, method }, more),
    );
  }

  /** Runs the tests that an export registers with vitest when it is called. */
  async runTests(name: string, args: readonly unknown[], orders: TestOrders): Promise<TestRun> {
    const packed = args.map((arg) => this.#bridge.pack(arg));
    const { answer } = this.#bridge.ask((id) => this.#send({ t: 'tests', id, name, args: packed, orders }));
    return testRunSchema.parse(await answer);
  }

  /** Resolves when its event loop has turned: what it was to do at once is done. */
  turn(): Promise<void> {
    const n = this.#pongs.size === 0 ? 1 : Math.max(...this.#pongs.keys()) + 1;
    return new Promise((resolve) => {
      this.#pongs.set(n, resolve);
      this.#send({ t: 'ping', n });
    });
  }

  /** Stops it for so many milliseconds, as a long garbage collection would. */
  async standStill(ms: number): Promise<void> {
    // Windows cannot stop a process from outside.
    if (process.platform === 'win32') return this.#send({ t: 'block', ms });
    if (!this.#process.signal('SIGSTOP')) throw new Error(words.subject.unstoppable);
    try {
      await wait(ms);
    } finally {
      this.#process.signal('SIGCONT');
    }
  }

  /** Ends it with all that it has started. */
  end(): void {
    this.#isOver = true;
    this.#link.close();
    this.#process.kill();
  }

  #send(message: ToSubject): void {
    this.#link.send(message);
  }

  #hear(message: FromSubject): void {
    switch (message.t) {
      case 'warm':
        this.#ownPid ??= message.pid;
        this.#process.pid(this.#ownPid);
        return this.#warm.resolve();
      case 'print':
        return this.#print(message.stream, message.text);
      case 'uncaught':
        // vitest hears of it as of one of its own process, and finds the test that is running.
        return void Promise.reject(this.#bridge.unpack(message.error));
      case 'pong':
        this.#pongs.get(message.n)?.();
        return void this.#pongs.delete(message.n);
      case 'debugger':
        return this.#onDebugger?.(message.url);
      case 'return':
      case 'throw':
      case 'refuse':
      case 'call':
      case 'abort':
        return this.#bridge.hear(message);
    }
  }

  #print(stream: 'out' | 'err', text: string): void {
    this.#printed += text.length;
    if (this.#printed > mostPrinted) return this.#endWith({ kind: 'output', megabytes: 50, line: undefined });
    const print = (): void => (stream === 'out' ? console.log : console.error)('%s', text.replace(/\n$/, ''));
    // The file is loaded while vitest still makes itself ready, and its console does not stand before that.
    if (this.#onEnd) print();
    else this.#heldBack.push(print);
  }

  #hearLine(line: string): void {
    const report = readGuardReport(line);
    if (report) this.#guard = report;
    else this.#lastWords = `${this.#lastWords}\n${line}`.slice(-2_000);
  }

  async #lost(why: 'closed' | 'unreadable'): Promise<void> {
    if (this.#isOver) return;
    if (why === 'closed') await Promise.race([this.#process.ended, wait(graceMs)]).catch(() => {});
    this.#endWith({ kind: 'unlinked' });
  }

  async #watch(): Promise<void> {
    try {
      const { code, signal } = await this.#process.ended;
      this.#warm.reject(new Error(words.subject.endedEarly(String(signal ?? code), this.#lastWords)));
      const exited = { kind: 'exited', code, signal, lastWords: this.#lastWords } as const;
      this.#endWith(this.#guard ? endingOf(this.#guard, this.#url) : exited);
    } catch (error) {
      this.#warm.reject(error instanceof Error ? error : new Error(String(error)));
      this.#endWith({ kind: 'harness', reason: String(error) });
    }
  }

  #endWith(ending: SubjectEnding): void {
    if (this.#isOver) return;
    this.end();
    this.#ending = ending;
    // Where somebody listens, the run is over, and no test is to hear of it first.
    if (this.#onEnd) this.#onEnd(ending);
    else this.#bridge.end(new Error(words.subject.over));
  }
}

const execArgv = [
  // A slip of kafkajs on Node 24; harmless.
  '--disable-warning=TimeoutNegativeWarning',
  // Said when Node's TypeScript support is loaded ahead.
  '--disable-warning=ExperimentalWarning',
  '--max-old-space-size=1024',
];

/** Marks an error of the learner's, whatever it calls itself: an `Unmet` of theirs is no verdict. */
function markAsTheirs(error: Error): void {
  Object.defineProperty(error, 'ofSubject', { value: true });
}

type CallMethod = (result: number, method: string, args: unknown[]) => { id: number; answer: Promise<unknown> };

function withMethods(
  { id, answer }: { id: number; answer: Promise<unknown> },
  callMethod: CallMethod,
): Promise<unknown> {
  return new Proxy(answer, {
    get(promise, name) {
      const own: unknown = Reflect.get(promise, name, promise);
      if (typeof own === 'function') return own.bind(promise);
      if (own !== undefined || typeof name === 'symbol') return own;
      return (...args: unknown[]) => {
        // Looked at by nobody else: the method fails with the same reason.
        promise.catch(() => {});
        return withMethods(callMethod(id, name, args), callMethod);
      };
    },
  });
}
