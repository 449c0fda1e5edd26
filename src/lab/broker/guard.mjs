// A process that outlives its owner by a moment: it starts the broker's JVM, or those of a cluster (or knows the broker's
// container), notices that its owner is gone by the closing of their channel, however the owner ended, then stops the broker
// and removes its folder. It is in a process group of its own, so that Ctrl-C in the terminal reaches the owner only, which
// closes its clients first. Plain JavaScript, because a Node that has to strip types takes 20 MB more.
//
// argv[2] is JSON: { folder, id, endedFile, children: [{ name, command, args, logFile, graceMs }], container?: { name, docker } }.
// To its owner: { type: 'started', name, pid } | { type: 'done', ask, error? } | { type: 'exited', reason } | { type: 'failed', reason }.
// From its owner: 'keep' (live on without an owner) | 'watch' (the container runs now) | 'stop', and for one of its children
// { ask, name, does: 'start' | 'stop' | 'kill' | 'freeze' | 'thaw' }: `done` says that it has come about. The end of a child that
// nobody asked for ends all.
// Any process of this user may ask it over a loopback port, by the token in the folder's guard.json: 'ping' | 'stop'.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { makeCatalogue } from '../../../bin/catalogue.mjs';
import { machineId } from '../../../bin/machine-id.mjs';
import { renamePatientlySync } from '../../../bin/patience.mjs';
import { guardText } from './guard-en.mjs';

const words = makeCatalogue({ en: guardText });
const spec = JSON.parse(process.argv[2] ?? '');
const token = randomUUID();
let kept = false;
let stopping = false;
let watching = false;
/** Somebody wants it to end. */
let stopAsked = false;
/** What runs, by name. @type {Map<string, import('node:child_process').ChildProcess>} */
const running = new Map();
/** Those whose end is asked for. */
const ending = new Set();

function tell(message) {
  if (process.connected) process.send?.(message, () => {});
}

function startChild({ name, command, args, logFile }) {
  if (running.has(name)) return;
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { cwd: spec.folder, stdio: ['ignore', log, log], windowsHide: true });
  // Where an open file cannot be deleted, the guard's own hold on it would keep the folder.
  closeSync(log);
  running.set(name, child);
  ending.delete(name);
  child.once('spawn', () => tell({ type: 'started', name, pid: child.pid }));
  child.once('error', (error) => void end({ type: 'failed', reason: error.message }));
  child.once('exit', (code, signal) => {
    running.delete(name);
    const reason = signal ?? `exit code ${code}`;
    if (!stopping && !ending.has(name))
      void end({ type: 'exited', reason: name === '' ? reason : `${name}: ${reason}` });
  });
}

/** Ends one child; what it cannot do cleanly within the grace, it does not do. */
async function stopChild(name, graceMs) {
  const child = running.get(name);
  if (child === undefined) return;
  ending.add(name);
  const gone = new Promise((resolve) => void child.once('exit', resolve));
  // The data is thrown away, so there is nothing that a slow, clean shutdown would save, unless the owner grants a grace.
  if (graceMs > 0) child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(kill);
}

const childNamed = (name) => spec.children.find((each) => each.name === name);

const acts = {
  start: (name) => startChild(childNamed(name)),
  stop: (name) => stopChild(name, childNamed(name).graceMs),
  kill: (name) => stopChild(name, 0),
  freeze: (name) => running.get(name)?.kill('SIGSTOP'),
  thaw: (name) => running.get(name)?.kill('SIGCONT'),
};

async function act({ ask, name, does }) {
  try {
    await acts[does](name);
    writeRecord();
    tell({ type: 'done', ask });
  } catch (error) {
    tell({ type: 'done', ask, error: error.message });
  }
}

/** Asks Docker's own API; `docker` is what node:http needs to reach it (socketPath, or host and port with certificates). */
async function askDocker(method, path) {
  const { name, docker } = spec.container;
  const { request } = docker.ca === undefined ? await import('node:http') : await import('node:https');
  return new Promise((resolve, reject) => {
    const asked = request({ ...docker, method, path: `/containers/${encodeURIComponent(name)}${path}` }, (answer) => {
      answer.resume().once('close', () => resolve(answer.statusCode));
    });
    asked.once('error', reject).end();
  });
}

async function removeContainer() {
  // Before 'watch' Docker may still be making the container for an owner who has gone: look again for a while.
  for (let looks = watching ? 1 : 6; looks > 0; looks--) {
    const status = await askDocker('DELETE', '?force=true&v=true');
    // 404: it is not there. 409: another removal is under way.
    if (status === 204 || status === 409) return;
    if (status !== 404) throw new Error(words.notRemoved(status));
    if (looks > 1) await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function watchContainer() {
  watching = true;
  // Answered when the container has ended.
  await askDocker('POST', '/wait').catch(() => undefined);
  await end({ type: 'exited', reason: words.ended });
}

async function end(message, clean = false) {
  if (stopping) return;
  stopping = true;
  try {
    await Promise.all(spec.children.map(({ name, graceMs }) => stopChild(name, clean ? graceMs : 0)));
    if (spec.container !== undefined) await removeContainer();
  } catch (error) {
    message ??= { type: 'failed', reason: error.message };
  }
  // An owner that is still there reads the log first, and removes the folder itself.
  if (!process.connected) leaveNothing(message);
  if (message !== undefined) tell(message);
  setImmediate(() => process.exit(0));
}

function endNow() {
  for (const child of running.values()) child.kill('SIGKILL');
  process.exit(1);
}

/** Whatever goes wrong here, the guard ends: what it could not remove, the next start of a broker sweeps. */
function leaveNothing(message) {
  try {
    if (message !== undefined && !stopAsked) tellLater(message.reason);
    rmSync(spec.folder, { recursive: true, force: true, maxRetries: 10 });
  } catch {
    // A virus scanner, an editor or Explorer holds a file of it.
  }
}

/** Nobody is there to hear that the broker ended by itself: the next command tells it. */
function tellLater(reason) {
  const [log = ''] = spec.children.map(({ logFile }) => readFileSync(logFile, 'utf8').slice(-20_000));
  writeFileSync(spec.endedFile, JSON.stringify({ at: new Date().toISOString(), reason, log }));
}

const control = createServer((socket) => {
  socket.setEncoding('utf8').on('error', () => {});
  socket.once('data', (text) => {
    const [given, word] = String(text).trim().split(' ');
    if (given !== token) return void socket.destroy();
    socket.end(`${spec.id}\n`);
    if (word !== 'stop') return;
    stopAsked = true;
    void end({ type: 'exited', reason: words.stopped });
  });
});

function writeRecord() {
  const record = {
    id: spec.id,
    host: machineId(),
    port: control.address().port,
    token,
    pid: process.pid,
    children: [...running].map(([name, { pid }]) => ({ name, pid })),
    container: spec.container?.name ?? null,
  };
  const file = join(spec.folder, 'guard.json');
  writeFileSync(`${file}.part`, JSON.stringify(record), { mode: 0o600 });
  renamePatientlySync(`${file}.part`, file);
}

control.listen(0, '127.0.0.1', () => {
  writeRecord();
  tell({ type: 'guarding' });
});

process.on('message', (message) => {
  if (message === 'keep') kept = true;
  if (message === 'watch') void watchContainer();
  if (message === 'stop') void end(undefined, true);
  if (message.ask !== undefined) void act(message);
});
process.on('disconnect', () => void (kept || end()));
process.on('uncaughtException', (error) => {
  if (stopping) endNow();
  void end({ type: 'failed', reason: error.message });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // One that hangs in its own end obeys the second time.
    if (stopping) endNow();
    void end();
  });
}
for (const child of spec.children) startChild(child);
