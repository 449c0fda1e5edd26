// The process that runs suites: vitest, the suite, the observer, the wire tap and the verdict. It never loads the
// learner's file, which runs in a process below this one; so it can serve many runs.
import { flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { init, runBaseTests, setupEnvironment } from 'vitest/worker';
import {
  closeToSubjects,
  configureSubjects,
  endSubject,
  endSubjects,
  loadSubject,
  prepareSubject,
} from '../../testkit/process/current-subject.ts';
import { borrowPackages } from '../../testkit/process/borrow-packages.ts';
import { setControlChannel } from '../../testkit/control-channel.ts';
import { setPatience } from '../../testkit/patience.ts';
import { onEndOfRun } from '../../testkit/process/ending.ts';
import { startGuard } from '../../testkit/process/start-guard.ts';
import { swapSubject } from '../../testkit/process/swap-subject.ts';
import { importsSubject } from './imports-subject.ts';
import { loadAhead } from './load-ahead.ts';
import { orderBrokers } from './order-brokers.ts';
import { isToSuite, type FromSuite, type ToSuite } from './suite-messages.ts';
import { readWorkerOrders } from './worker-orders.ts';

const exit = process.exit.bind(process);
const send = process.send?.bind(process);
if (!send) throw new Error('This file is started by the grader, as a child process.');
const tell = (message: FromSuite, done: () => void = () => {}): void => void send(message, undefined, undefined, done);

const brokers = orderBrokers(tell);
setControlChannel(brokers);

function leave(): void {
  endSubjects();
  exit(1);
}

// Nobody is left to report to.
process.on('disconnect', leave);
process.on('message', (message) => {
  if (isToSuite(message)) obey(message);
});
// What was printed before it is still on its way to vitest.
onEndOfRun((ending) => setImmediate(() => tell({ workbook: 'ended', ending }, leave)));

function obey(message: ToSuite): void {
  switch (message.workbook) {
    case 'load':
      closeToSubjects(message.closed);
      if (importsSubject(message.suite)) loadSubject(pathToFileURL(message.subject).href);
      if (message.hurry) prepare();
      return;
    case 'over':
      endSubject();
      if (message.next) prepare();
      return;
    case 'ordered':
      return brokers.hear(message);
    case 'leave':
      return leave();
  }
}

// One that does not start is started again by the run that needs it, which then says why.
const prepare = (): void => void prepareSubject().catch(() => {});

const { connection, isolation, patience } = readWorkerOrders();
setPatience(patience);
const onDebugger = (url: string): void => tell({ workbook: 'debugger', url });
configureSubjects({ isolation, connection, inspect: patience.isDebugged, onDebugger });
// A copy of the course has no packages of its own.
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

if (!patience.isDebugged) startGuard();
await Promise.all([loadAhead(connection), prepareSubject().catch(() => {})]);
tell({ workbook: 'warm' });
// Kept for the processes to come; a process that is killed would not write it.
setImmediate(flushCompileCache);
