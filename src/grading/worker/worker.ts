// The process that runs one suite, once. It is started ahead of time and loads what suites and learners load, so that a
// saved file waits only for itself; being new for every run, it holds nothing of the run before.
import { flushCompileCache } from 'node:module';
import { init, runBaseTests, setupEnvironment } from 'vitest/worker';
import { borrowPackages } from '../../testkit/process/borrow-packages.ts';
import { startGuard } from '../../testkit/process/start-guard.ts';
import { swapSubject } from '../../testkit/process/swap-subject.ts';
import { loadAhead } from './load-ahead.ts';

const exit = process.exit.bind(process);
const send = process.send?.bind(process);
if (!send) throw new Error('This file is started by the grader, as a child process.');

// Nobody is left to report to.
process.on('disconnect', () => exit(1));

borrowPackages();
swapSubject();
init({
  post: (message) => send(message),
  on: (listener) => process.on('message', listener),
  off: (listener) => process.off('message', listener),
  runTests: (state, traces) => runBaseTests('run', state, traces),
  collectTests: (state, traces) => runBaseTests('collect', state, traces),
  setup: setupEnvironment,
});

startGuard();
await loadAhead(JSON.parse(process.env['WORKBOOK_CONNECTION'] ?? ''));
send('warm');
// Kept for the processes to come; a process that is killed would not write it.
setImmediate(flushCompileCache);
