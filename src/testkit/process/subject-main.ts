// The process of the learner's code: loads both clients ahead, takes one file, runs of it what it is asked to, and is
// thrown away. Whatever the file does to this process, it does to itself.
import { Console } from 'node:console';
import { flushCompileCache, stripTypeScriptTypes } from 'node:module';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { Bridge } from '../bridge/bridge.ts';
import { openLink } from '../bridge/frames.ts';
import type { Call, Exported, FromSubject, Load, Tests, ToSubject } from '../bridge/messages.ts';
import { loadProtocol } from '../../kafka/kafkajs/load-protocol.ts';
import type { TestRun } from '../test-run.ts';
import { borrowPackages } from './borrow-packages.ts';
import { closeFolders } from './close-folders.ts';
import { countPrinted, limitOutput } from './limit-output.ts';
import { startGuard } from './start-guard.ts';
import { warmUp } from './warm-up.ts';

const leave = process.exit.bind(process);
const isInspected = process.env['WORKBOOK_INSPECT'] !== undefined;

const link = openLink(new Socket({ fd: 3 }), {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the suite's process is ours
  message: (message) => hear(message as ToSubject),
  // The suite is over: nobody waits for this process any more.
  end: () => leave(1),
});
const post = (message: FromSubject | Call): void => link.send(message);
const bridge = new Bridge({ send: post, shallow: true, oneWay, refused: ({ at, why }) => new Error(`${at} ${why}`) });

// A line for the log is not waited for. Its promise would be one that nobody awaits.
function oneWay(name: string, send: (args: readonly unknown[]) => void) {
  if (name !== 'log') return undefined;
  return (text: unknown): void => {
    countPrinted(String(text).length);
    send([String(text)]);
  };
}

function hear(message: ToSubject): void {
  switch (message.t) {
    case 'load':
      return bridge.answer(message.id, async () => load(message));
    case 'tests':
      return bridge.answer(message.id, async () => runTests(message));
    case 'ping':
      // After all that was begun before, and after what that has put off until the next turn.
      return void setImmediate(() => post({ t: 'pong', n: message.n }));
    case 'block':
      return void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, message.ms);
    case 'return':
    case 'throw':
    case 'refuse':
    case 'call':
    case 'abort':
      return bridge.hear(message);
  }
}

async function load({ url, closed, inspect }: Load): Promise<Exported[]> {
  closeFolders(closed);
  if (inspect) await waitForDebugger();
  const module: Record<string, unknown> = await import(url);
  bridge.exports = module;
  return Object.entries(module).map(([name, value]) =>
    typeof value === 'function' ? { name, kind: 'function' } : { name, kind: 'value', value: cloned(value) },
  );
}

// Loaded where it is needed: vitest would cost every process time and memory.
let tests: typeof import('./run-tests.ts') | undefined;

async function runTests({ name, args, orders }: Tests): Promise<TestRun> {
  tests ??= await import('./run-tests.ts');
  const registers = bridge.exports[name];
  const values = args.map((arg) => bridge.unpack(arg));
  return tests.runTests(() => {
    if (typeof registers !== 'function') throw new TypeError(`${name} is not a function`);
    return Reflect.apply(registers, undefined, values);
  }, orders);
}

function cloned(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

async function waitForDebugger(): Promise<void> {
  const inspector = await import('node:inspector');
  // The port that editors look at; another one where it is taken.
  inspector.open(9229, '127.0.0.1');
  if (inspector.url() === undefined) inspector.open(0, '127.0.0.1');
  post({ t: 'debugger', url: inspector.url() ?? '' });
  inspector.waitForDebugger();
}

const printer = (stream: 'out' | 'err'): Writable =>
  new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      post({ t: 'print', stream, text });
      done();
    },
  });

// As vitest does it in the process of a suite, where this code once ran.
process.exit = (code: number | string | null | undefined = process.exitCode ?? 0): never => {
  throw new Error(`process.exit unexpectedly called with "${code}"`);
};
const tell = (error: unknown): void => {
  // While tests run it is theirs, as it would be under vitest alone.
  if (!tests?.hears(error)) post({ t: 'uncaught', error: bridge.packOrText(error) });
};
process.on('uncaughtException', tell);
process.on('unhandledRejection', tell);

globalThis.console = new Console({ stdout: printer('out'), stderr: printer('err'), colorMode: false });
limitOutput();
borrowPackages();
// Whoever stands at a breakpoint does not give way for a long time.
if (!isInspected) startGuard();
// Node compiles its TypeScript support at the first file whose types it strips.
stripTypeScriptTypes('const loaded: boolean = true;');
loadProtocol();
await Promise.all([
  // Absent where it could not be built; only files that use it need it.
  import('@confluentinc/kafka-javascript').catch(() => undefined),
  warmUp(),
]);
post({ t: 'warm', pid: process.pid });
// Kept for the processes to come; a process that is killed would not write it.
setImmediate(flushCompileCache);
