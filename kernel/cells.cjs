'use strict';
// Which cell is at work. A cell's number follows its asynchronous work, so that what a consumer started in cell 3 prints
// or breaks belongs to cell 3, also while cell 5 runs.
const { AsyncLocalStorage } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
let newest;

/** Runs the work as a cell: `{ number, write(stream, text), display(data, update), … }`. */
function runAs(cell, work) {
  newest = cell;
  return storage.run(cell, work);
}

/** The cell that the running code belongs to; the newest where that is lost (callbacks of native code). */
function currentCell() {
  return storage.getStore() ?? newest;
}

module.exports = { runAs, currentCell };
