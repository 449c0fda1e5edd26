// @ts-check
// Runs a command as a child that does not outlive its owner: node guard.mjs <command> [arguments…]
// The owner holds the other end of standard input; when it closes (also by kill -9), the child and
// everything the child started are ended. Without this, an interrupted set-up leaves a compiler or npm at work.
import { spawn, spawnSync } from 'node:child_process';

const graceMs = 3_000;
const windows = process.platform === 'win32';
const [command = '', ...args] = process.argv.slice(2);

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: !windows, windowsHide: true });

/** @param {NodeJS.Signals} signal */
function endTree(signal) {
  if (child.pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  endTree('SIGTERM');
  setTimeout(() => {
    endTree('SIGKILL');
    process.exit(143);
  }, graceMs).unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
process.stdin.on('end', end).on('close', end).on('error', end).resume();

child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => {
  // A make that was ended may leave compilers behind in its group.
  if (ending) endTree('SIGKILL');
  process.exit(code ?? 143);
});
