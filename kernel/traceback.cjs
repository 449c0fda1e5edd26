'use strict';
// A fault as Jupyter's error message: name, text and a traceback that holds what a learner can use.
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { mapFrames } = require('./source-maps.cjs');

const project = path.resolve(__dirname, '..') + path.sep;
const projectUrl = pathToFileURL(project).href;

/** `{ thrown }`, `{ stray, from }` or `{ diagnostics, code }` (executor.cjs) as `{ ename, evalue, traceback }`. */
function describeFault(fault) {
  if ('diagnostics' in fault) return describeDiagnostics(fault);
  if ('stray' in fault) return describeStray(fault);
  if ('magic' in fault) return describeMagic(fault.magic);
  if (isInterrupt(fault.thrown))
    return {
      ename: 'Interrupted',
      evalue: 'You stopped this cell.',
      traceback: [
        'Interrupted: you stopped this cell. What it was waiting for may still happen, but is not shown here any more.',
      ],
    };
  return describeThrown(fault.thrown);
}

/** By tslab (a waiting cell) or by Node (a busy one). */
function isInterrupt(error) {
  return error?.message === 'Interrupted asynchronously' || error?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
}

function describeThrown(error) {
  if (!(error instanceof Error))
    return { ename: 'Thrown', evalue: String(error), traceback: [`Thrown: ${String(error)}`] };
  return { ename: error.name, evalue: error.message, traceback: lines(error) };
}

function describeStray({ stray, from }) {
  const said = stray instanceof Error ? `${stray.name}: ${stray.message}` : String(stray);
  const evalue = `Cell ${from} started work that failed, and nothing awaited it: ${said}`;
  return { ename: 'StrayError', evalue, traceback: [evalue, ...(stray instanceof Error ? lines(stray) : [])] };
}

function describeMagic({ typed, shell }) {
  const evalue = `${typed} is for Python notebooks: this kernel runs TypeScript.`;
  const next = shell
    ? "Use the terminal (File, New, Terminal), or in a cell: import { execSync } from 'node:child_process'."
    : 'Packages are installed in a terminal, with npm install in the folder of the workbook.';
  return { ename: 'NotTypeScript', evalue, traceback: [evalue, next] };
}

function lines(error, depth = 0) {
  const own = [`${error.name}: ${error.message}`, ...frames(error)];
  const causes = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  if (depth === 3) return own;
  return own.concat(
    causes.filter((cause) => cause instanceof Error).flatMap((cause) => ['Caused by', ...lines(cause, depth + 1)]),
  );
}

/** Where it happened: cells, the project's files and packages, without Node's and the kernel's own. */
function frames(error) {
  const all = String(error.stack ?? '').split('\n');
  const useful = all.filter(
    (line) => /^\s+at /.test(line) && !/node:|<anonymous>/.test(line) && !line.includes(__dirname),
  );
  return mapFrames(useful).map((line) => line.replace(projectUrl, '').replace(project, '').replace('at Proxy.', 'at '));
}

function describeDiagnostics({ diagnostics, code }) {
  const texts = diagnostics.map((one, index) => {
    const detail = index > 0 && diagnostics[index - 1].start.offset === one.start.offset;
    return detail ? `  ${one.messageText}` : withSource(one, code.split('\n'));
  });
  return { ename: 'TypeScriptError', evalue: texts[0].split('\n')[0], traceback: texts };
}

function withSource({ start, end, messageText, code }, source) {
  const line = source[start.line] ?? '';
  const length = end.line === start.line ? Math.max(1, end.character - start.character) : line.length - start.character;
  const mark = ' '.repeat(start.character) + '~'.repeat(Math.max(1, length));
  return `Line ${start.line + 1}: ${messageText} (TS${code})\n  ${line}\n  ${mark}`;
}

module.exports = { describeFault, isInterrupt };
