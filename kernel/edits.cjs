'use strict';
// What has to be changed inside tslab 1.0.22. Each `find` must match exactly once (apply-edits.cjs).
// Whatever tslab lets one replace from outside is replaced from outside: see handler.cjs and server.cjs.

exports.edits = {
  'converter.js': [
    {
      why: 'TypeScript 6 compares the output folder with absolute paths and stops on a relative one.',
      find: 'const outDir = "outDir";',
      put: 'const outDir = (0, tspath_1.normalizeJoin)(cwd, ".tslab-out");',
    },
    {
      why: 'Node 24 loads the .ts files of the project itself: one instance of each, from any folder, by their real names.',
      find: 'for (const dep of getAllSrcDependencies(builder, srcFile)) {',
      put: 'for (const dep of getAllSrcDependencies(builder, srcFile).filter((file) => file === srcFilename || virtualFiles.has(file))) {',
    },
    {
      why: 'Names of earlier cells inside `{ topic }` and inside patterns: tslab knows identifiers that stand alone only.',
      find: '            if (!ts.isIdentifier(node)) {\n',
      put:
        '            const isEarlier = (symbol) => symbol?.declarations?.some((d) => d.getSourceFile() === declsFile);\n' +
        '            const pattern = workbook.rewritePattern(node, { ts, visit: wrapPrevIdentifier, isEarlier, checker });\n' +
        '            if (pattern) return pattern;\n' +
        '            if (!ts.isIdentifier(node)) {\n',
    },
    {
      why: 'Both steps of the translation keep their source maps, so that an error names the line of the cell.',
      find: 'function esModuleToCommonJSModule(js, target) {\n',
      put: 'function esModuleToCommonJSModule(js, target) {\n    return workbook.toCommonJs(ts, js);\n',
    },
  ],
  'jupyter.js': [
    {
      why: 'server.cjs reads messages itself, because tslab answers some of them wrongly and ignores others.',
      find: 'class ExecutionCount {\n',
      put: 'exports.ZmqMessage = ZmqMessage;\nclass ExecutionCount {\n',
    },
  ],
  'executor.js': [
    {
      why: 'A cell has a name in stack traces, and its first line starts where the learner sees it start.',
      find: '            const ret = vm_1.default.runInThisContext(wrapped, {\n',
      put: '            const ret = vm_1.default.runInThisContext(wrapped, {\n                filename: workbook.nameCell(), columnOffset: -prefix.length,\n',
    },
  ],
};
