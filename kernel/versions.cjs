'use strict';
// The edits and stand-ins are written against these very versions; any other would be edited blindly.
const { KernelRefusal } = require('./refusal.cjs');

const expected = { tslab: '1.0.22', '@tslab/typescript-for-tslab': '6.0.3' };

/** @throws KernelRefusal when a package is missing or of another version. */
function checkVersions(read = (name) => require(`${name}/package.json`).version) {
  for (const [name, version] of Object.entries(expected)) {
    const found = installed(name, read);
    if (found === version) continue;
    throw new KernelRefusal(
      `The notebook kernel needs ${name} ${version} and found ${found}; run "npm ci --ignore-scripts" in the folder kernel.`,
    );
  }
}

function installed(name, read) {
  try {
    return read(name);
  } catch {
    return 'none';
  }
}

module.exports = { checkVersions, expected };
