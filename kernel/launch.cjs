'use strict';
// The entry that kernel.json names: `node launch.cjs --config-path <connection file>`.
// tslab 1.0.22 stands underneath: its converter turns cells into JavaScript, its executor runs them, its server speaks
// ZeroMQ. The files beside this one say what is added, one concern each; edits.cjs holds what has to be changed inside.
const path = require('node:path');
const { enableCompileCache } = require('node:module');

const project = path.resolve(__dirname, '..');

// Cells see the project as the files in notebooks/ do, wherever the opened copy lies, so that `node notebooks/x.ts`
// and the notebook import the same things by the same words.
process.chdir(path.join(project, 'notebooks'));
enableCompileCache(path.join(project, '.workbook', 'jupyter', 'compile-cache'));

try {
  require('./versions.cjs').checkVersions();
  require('./apply-edits.cjs').install();
  require('./typescript.cjs').install();
  require('./start.cjs').start(process.argv[process.argv.indexOf('--config-path') + 1]);
} catch (error) {
  // Jupyter shows the learner what the kernel wrote last; a refusal is one sentence, anything else a bug with its stack.
  console.error(error.name === 'KernelRefusal' ? error.message : error);
  process.exit(1);
}
