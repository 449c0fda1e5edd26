'use strict';
// tslab is written for a TypeScript of its own (5.0.4 with some functions made public). This gives it the workbook's
// unmodified one with those functions added, under the old name.
const path = require('node:path');
const { cellOptions } = require('./compiler-options.cjs');
const { quickInfoAt } = require('./quick-info.cjs');

const name = '@tslab/typescript-for-tslab';
/** An import from outside the folder of the cells, which nothing is emitted for. */
const outsideRootFolder = 6059;
const project = path.resolve(__dirname, '..');

function forTslab(ts) {
  return {
    ...ts,
    getNullTransformationContext: () => ts.nullTransformationContext,
    getDefaultTypeRoots: (folder, host) => typeRoots(folder, host),
    getPreEmitDiagnosticsOfFiles: (program, [cell]) => diagnosticsOf(ts, program, cell),
    getQuickInfoAtPosition: (file, checker, _cancellation, position) => quickInfoAt(ts, { file, checker, position }),
    Completions: {
      ...ts.Completions,
      getCompletionsAtPositionForTslab: (...all) => ts.Completions.getCompletionsAtPosition(...all, undefined),
    },
    createWatchCompilerHost: (files, options, ...rest) =>
      ts.createWatchCompilerHost(files, cellOptions(ts, options, project), ...rest),
  };
}

/** Only the cell's: the project's own files are checked by the project's own check. */
function diagnosticsOf(ts, program, cell) {
  const all = [
    ...program.getSyntacticDiagnostics(cell),
    ...program.getSemanticDiagnostics(cell),
    ...program.getDeclarationDiagnostics(cell),
  ];
  return ts.sortAndDeduplicateDiagnostics(all.filter(({ code }) => code !== outsideRootFolder));
}

function typeRoots(folder, host) {
  const parent = path.dirname(folder);
  const above = parent === folder ? [] : typeRoots(parent, host);
  const own = path.posix.join(folder, 'node_modules/@types');
  return host.directoryExists(own) ? [own, ...above] : above;
}

/** From now on `require('@tslab/typescript-for-tslab')` gives the stand-in. */
function install() {
  const ts = require(name);
  // Node keeps what it has loaded, so a file that changes on disk changes nothing here. Watched all the same, it would
  // make the next cell fail ("Unexpected pending rebuildTimer").
  ts.sys.watchFile = () => ({ close: () => {} });
  ts.sys.watchDirectory = () => ({ close: () => {} });
  require.cache[require.resolve(name)].exports = forTslab(ts);
}

module.exports = { install };
