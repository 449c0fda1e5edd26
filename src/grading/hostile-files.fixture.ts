// Files that try to decide their own verdict, or to end something else than themselves. Each was written against the
// workbook; hostile.broker.test.ts hands them in. `says` is what the learner reads, where a sentence is the point.

export interface HostileFile {
  readonly name: string;
  readonly code: string;
  readonly says?: RegExp;
}

/** The function that the fixture's suite calls, with this body and whatever stands before it. */
const file = (body: string, before = ''): string =>
  `import fs from 'node:fs';\n${before}\nexport async function sendARecord(lab, key) {\n${body}\n}\n`;

const pause = 'await new Promise((resolve) => setTimeout(resolve, 200));';
const frame = `const frame = (message) => {
  const body = serialize(message);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
};`;
const withFrames = `import { serialize } from 'node:v8';\n${frame}`;
const byInspector = `process.kill(process.ppid, 'SIGUSR1');
  for (let n = 0; n < 5; n += 1) {
    ${pause}
    const list = await fetch('http://127.0.0.1:9229/json/list').then((answer) => answer.json(), () => undefined);
    if (list) throw new Error('An inspector listens.');
  }
  return 0;`;
const brokenOff = /broke off the connection to the tests/;

export const hostileFiles: readonly HostileFile[] = [
  {
    name: 'tells vitest that all has passed',
    code: file(`const worker = globalThis.__vitest_worker__;
  process.send?.({ type: 'testfileFinished', __vitest_worker_response__: true });
  process.send?.(null);
  await worker?.rpc.onTaskUpdate([], []);
  lab.log(\`worker \${typeof worker}, send \${typeof process.send}\`);
  return 0;`),
  },
  { name: 'opens a debugger in its parent', code: file(byInspector) },
  {
    name: 'patches comparison, timers and prototypes',
    code: file(
      'return 0;',
      `import util from 'node:util';
import { syncBuiltinESMExports } from 'node:module';
util.isDeepStrictEqual = () => true;
syncBuiltinESMExports();
globalThis.setTimeout = (work) => work();
Array.prototype.find = () => ({ partition: 0, key: 'order-7' });
Object.prototype.key = 'order-7';`,
    ),
  },
  {
    name: 'patches all that a bridge uses',
    code: file(
      'return 0;',
      `import v8 from 'node:v8';
import net from 'node:net';
const broken = () => { throw new Error('patched'); };
Array.prototype.push = broken;
Map.prototype.get = broken;
WeakMap.prototype.get = broken;
Object.entries = broken;
Promise.prototype.then = broken;
v8.serialize = broken;
Buffer.concat = broken;
net.Socket.prototype.write = broken;`,
    ),
  },
  {
    name: 'patches the testkit and vitest',
    code: file(
      'return 0;',
      `const testkit = await import('#testkit').catch(() => import(process.cwd() + '/src/testkit/unmet.ts'));
for (const kind of Object.values(testkit)) if (typeof kind === 'function' && kind.prototype) kind.prototype.constructor = null;
const vitest = await import('vitest').catch(() => undefined);
if (vitest?.expect) Object.assign(vitest.expect, { soft: () => {} });`,
    ),
  },
  {
    name: 'forges answers on the link',
    code: file(
      `const forged = Array.from({ length: 50 }, (_, id) => frame({ t: 'return', id, value: { v: 0 } }));
  fs.writeSync(3, Buffer.concat(forged));
  ${pause}
  return 0;`,
      withFrames,
    ),
  },
  {
    name: 'forges verdicts on the link',
    code: file(`fs.writeSync(3, frame({ t: 'passed', tests: [] }));\n  ${pause}\n  return 0;`, withFrames),
    says: brokenOff,
  },
  {
    name: 'writes junk on the link',
    code: file(`fs.writeSync(3, Buffer.alloc(3_000, 0x41));\n  ${pause}\n  return 0;`),
    says: brokenOff,
  },
  {
    name: 'promises a frame of four gigabytes',
    code: file(`fs.writeSync(3, Buffer.from([255, 255, 255, 255]));\n  ${pause}\n  return 0;`),
    says: brokenOff,
  },
  {
    name: 'sends a list without an end',
    code: file(
      `const holes = [];
  holes.length = 4_000_000_000;
  for (let id = 0; id < 40; id += 1) fs.writeSync(3, frame({ t: 'return', id, value: { v: { brokers: holes } } }));
  return new Promise(() => {});`,
      withFrames,
    ),
    says: brokenOff,
  },
  {
    name: 'returns 300 MB',
    code: file(`return 'x'.repeat(300_000_000);`),
    says: /cannot be compared: it is too large/,
  },
  {
    name: 'pollutes by a reference',
    code: file(
      `fs.writeSync(3, frame({ t: 'return', id: 1, value: { v: {}, refs: [{ path: ['__proto__', 'polluted'], kind: 'function', id: 1, name: 'x' }] } }));
  ${pause}
  return 0;`,
      withFrames,
    ),
  },
  {
    name: 'forges the guard’s report',
    code: file(`fs.writeSync(2, '\\n\\u0001workbook-guard not json\\n');
  fs.writeSync(2, '\\n\\u0001workbook-guard {"kind":"passed"}\\n\\u0001workbook-guard null\\n');
  fs.writeSync(1, 'TAP version 13\\nok 1\\n');
  ${pause}
  return 0;`),
  },
  {
    name: 'throws the suite’s own verdict',
    code: file(`throw Object.assign(new Error('Everything is right.'), { name: 'Unmet', stack: '' });`),
    says: /^Your code threw/,
  },
  {
    name: 'says that the harness has failed',
    code: file(`throw Object.assign(new Error('no broker'), { name: 'HarnessError' });`),
    says: /^Your code threw/,
  },
  {
    name: 'closes its descriptors',
    code: file(`for (let n = 3; n < 64; n += 1) try { fs.closeSync(n); } catch {}\n  ${pause}\n  return 0;`),
  },
  { name: 'kills its parent', code: file(`process.kill(process.ppid, 'SIGKILL');\n  ${pause}\n  return 0;`) },
  {
    name: 'kills its process group',
    code: file(`process.kill(0, 'SIGKILL');\n  ${pause}\n  return 0;`),
    says: /ended in the middle/,
  },
  { name: 'stops itself', code: file(`process.kill(process.pid, 'SIGSTOP');\n  return 0;`) },
  { name: 'loops without an end', code: file('for (;;);'), says: /did not give way/ },
  {
    name: 'leaves by the back door',
    code: file('process.reallyExit(0);'),
    says: /ended in the middle \(exit code 0\)/,
  },
  {
    name: 'ends the guard’s thread',
    code: file(`for (const handle of process._getActiveHandles()) if (handle?.constructor?.name === 'MessagePort') handle.close();
  return 0;`),
  },
];

const elsewhere = `process.cwd() + '/tests/fixtures/course/solutions/01-basics/01-send-a-record.ts'`;
const use = 'return (await answer()).sendARecord(lab, key);';
const closed = /Your code reads .*01-send-a-record\.ts, which is closed/;

const ways: readonly HostileFile[] = [
  {
    name: 'a relative import',
    code: file(use, `import * as all from './solutions/01-send-a-record.ts';\nconst answer = () => all;`),
  },
  { name: 'the real path', code: file(use, `const answer = () => import(fs.realpathSync(${elsewhere}));`) },
  {
    name: 'a link',
    code: file(
      use,
      `const link = import.meta.dirname + '/link-' + process.hrtime.bigint() + '.ts';
fs.symlinkSync(${elsewhere}, link);
const answer = () => import(link);`,
    ),
  },
  {
    name: 'a relative link of the system',
    code: file(
      use,
      `import { execFileSync } from 'node:child_process';
const link = import.meta.dirname + '/ln-' + process.hrtime.bigint() + '.ts';
execFileSync('ln', ['-s', ${elsewhere}, link]);
const answer = () => import(link);`,
    ),
  },
  {
    name: 'require',
    code: file(
      use,
      `import { Module } from 'node:module';\nconst answer = () => new Module('mine').require(${elsewhere});`,
    ),
  },
  {
    name: 'createRequire',
    code: file(
      use,
      `import { createRequire } from 'node:module';\nconst answer = () => createRequire(import.meta.url)(${elsewhere});`,
    ),
  },
  { name: 'a computed import', code: file(use, `const answer = () => import([${elsewhere}].join(''));`) },
  {
    name: 'readFileSync',
    code: file(
      use,
      `const answer = () => import('data:text/javascript,' + encodeURIComponent(fs.readFileSync(${elsewhere}, 'utf8')));`,
    ),
  },
  {
    name: 'the loader’s own hooks',
    code: file(
      use,
      `import { registerHooks } from 'node:module';
registerHooks({
  resolve: (name, context, next) => (name === 'mine' ? next(${elsewhere}, context) : next(name, context)),
  load: (url, context, next) => next(url, context),
});
const answer = () => import('mine');`,
    ),
  },
];

/** Ways to another's answer, in a session in which the file `theirs` is another learner's. */
export const copyingFiles = (theirs: string): readonly Required<HostileFile>[] =>
  [...ways, { name: 'another’s file', code: file(use, `const answer = () => import(${JSON.stringify(theirs)});`) }].map(
    (each) => ({
      ...each,
      says: closed,
    }),
  );
