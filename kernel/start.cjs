'use strict';
// Puts the parts together and keeps the process's own rules: signals, the parent, the way out.
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const jupyter = require('tslab/dist/jupyter.js');
const { currentCell } = require('./cells.cjs');
const { cleanUp, onEnd } = require('./clean-up.cjs');
const { createReportingExecutor } = require('./executor.cjs');
const { Handler } = require('./handler.cjs');
const { capture } = require('./output.cjs');
const { Server } = require('./server.cjs');
const strays = require('./strays.cjs');

/** Jupyter ends a kernel that is asked to shut down after ten seconds (five where its setting is the default). */
const patience = 9_000;

/** Serves until Jupyter, a signal or the end of the parent stops it. */
function start(configPath) {
  const handler = new Handler(createReportingExecutor(), false);
  const server = new Server(handler, configPath, () => end());
  capture('stdout');
  capture('stderr');
  strays.install();
  offerToNotebooks();
  process.on('SIGINT', () => handler.interrupt());
  process.on('SIGTERM', () => end());
  endWithParent();
  void server.init();
}

let ending;
const exit = process.exit.bind(process);

/** Cleans up once, however many ask; Jupyter's own SIGTERM follows its request while that goes on. */
function end() {
  ending ??= Promise.race([
    cleanUp(),
    new Promise((resolve) => {
      setTimeout(resolve, patience);
    }),
  ]).finally(() => exit(0));
}

function endWithParent() {
  const watch = new Worker(path.join(__dirname, 'watch-parent.cjs'));
  watch.on('message', () => end());
  watch.unref();
}

/** What src/notebook finds in a kernel and nowhere else; its type is `Kernel` in src/notebook/kernel.ts. */
function offerToNotebooks() {
  jupyter.lastWriteDisplayData = (data, update) => currentCell()?.display(data, update);
  globalThis.workbookKernel = {
    show: (data, id, update) => currentCell()?.display({ data, metadata: {}, transient: { display_id: id } }, update),
    onEnd,
    cleanUp: () => cleanUp(),
    stopSignal: () => currentCell()?.stop.signal,
  };
  process.exit = () => {
    throw new Error('process.exit() would end the notebook with everything that it holds; it was not called.');
  };
}

module.exports = { start };
