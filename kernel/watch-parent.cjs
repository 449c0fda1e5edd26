'use strict';
// A thread of its own, because a cell may keep the main one busy for ever: a kernel whose Jupyter is gone has nobody
// left who would stop it.
const { parentPort } = require('node:worker_threads');

const patience = 10_000;
const parent = process.ppid;

/** On Windows a process keeps the number of its parent for ever. */
function isGone() {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

const watch = setInterval(() => {
  if (!isGone()) return;
  clearInterval(watch);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort.postMessage('gone');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), patience);
}, 1_000);
