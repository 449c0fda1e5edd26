'use strict';
// tslab's executor, which says only whether a cell went well, made to say what went wrong.
const ts = require('@tslab/typescript-for-tslab');
const { createConverter } = require('tslab/dist/converter.js');
const { createExecutor } = require('tslab/dist/executor.js');
const { hasTopLevelAwait } = require('./top-level-await.cjs');
const { currentCell } = require('./cells.cjs');

/**
 * @returns tslab's executor, but `execute(code)` resolves to undefined, `{ thrown }` or `{ diagnostics, code }`.
 */
function createReportingExecutor() {
  const converter = reporting(createConverter({ isJS: false, isBrowser: false }));
  const spy = { log: (...values) => console.log(...values), error: keepThrown };
  const executor = createExecutor(process.cwd(), { node: converter, browser: converter, close: converter.close }, spy);
  return { ...executor, execute: (code) => execute(executor, code) };
}

async function execute(executor, code) {
  const cell = currentCell();
  cell.fault = undefined;
  const ok = await executor.execute(code);
  if (ok) return undefined;
  return cell.fault ?? { thrown: new Error('The cell failed without an error.') };
}

function reporting(converter) {
  const convert = (earlier, code) => {
    const result = converter.convert(earlier, code);
    if (result.diagnostics.length > 0) currentCell().fault = { diagnostics: result.diagnostics, code };
    return { ...result, hasToplevelAwait: hasTopLevelAwait(ts, code) };
  };
  return { ...converter, convert };
}

/** tslab prints what a cell threw as the only argument; diagnostics, which come with a format, are kept already. */
function keepThrown(...values) {
  if (values.length === 1) currentCell().fault = { thrown: values[0] };
}

module.exports = { createReportingExecutor };
