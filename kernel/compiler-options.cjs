'use strict';
// How cells are checked: as the project's tsconfig.json says, changed only where a cell is not a file.
const path = require('node:path');

/** Options for the cells; `tslabs` are those that tslab's converter chose, of which only its folders stay. */
function cellOptions(ts, tslabs, project) {
  const { config } = ts.readConfigFile(path.join(project, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config?.compilerOptions ?? {}, project);
  return {
    ...options,
    lib: (options.lib ?? ['lib.esnext.d.ts']).map((file) => path.basename(file)),
    target: ts.ScriptTarget.ESNext, // Node 24 runs `using` itself; a lowered cell would hide its names in a try block
    module: ts.ModuleKind.ESNext, // what tslab's rewriting of the output expects; toCommonJs comes after it
    moduleResolution: ts.ModuleResolutionKind.Bundler, // `.ts` specifiers and `#notebook`
    allowImportingTsExtensions: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    verbatimModuleSyntax: false, // tslab exports every name of a cell, types included
    erasableSyntaxOnly: false,
    skipLibCheck: true,
    noEmit: false,
    declaration: true, // the types that later cells see
    inlineSourceMap: true,
    newLine: ts.NewLineKind.LineFeed,
    rootDir: tslabs.rootDir,
    outDir: tslabs.outDir,
  };
}

module.exports = { cellOptions };
