#!/usr/bin/env node
// @ts-check
// The one door to the workbook, for whatever Node is there. This file is read by old Nodes too:
// no syntax younger than Node 14, and nothing imported before the version is known.
const major = Number(process.versions.node.split('.')[0]);

if (major < 18) {
  console.error(
    'The workbook needs Node 18 or later to start, and this is Node ' +
      process.versions.node +
      '.\n' +
      'Next: install a current Node (the download page is https://nodejs.org), then run the same command again.',
  );
  process.exitCode = 3;
} else {
  void import('./bootstrap.mjs').then((bootstrap) => bootstrap.main());
}
