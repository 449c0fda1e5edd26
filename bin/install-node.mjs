// @ts-check
import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { downloadNode } from './download-node.mjs';
import { kindOfFailure } from './explain-failure.mjs';
import { removePatiently } from './patience.mjs';
import { looksLikeNode, nodeKey, nodeToUse, privateNodeFolder, privateVersion } from './private-node.mjs';
import { runNpm } from './run-npm.mjs';
import { logFolder, projectRoot, writeStamp } from './stamp.mjs';
import { words } from './words.mjs';

/**
 * Installs the private Node from npm; where npm has none for this platform, from the project that makes Node.
 * @param {{ npm: readonly [string, ...string[]], signal?: AbortSignal | undefined, report?: ((words: string) => void) | undefined }} options
 */
export async function installNode({ npm, signal, report }) {
  const log = join(logFolder, 'node.log');
  const name = basename(privateNodeFolder());
  const args = [
    'install',
    '--prefix',
    join(projectRoot, '.toolchain'),
    '--no-save',
    '--ignore-scripts',
    '--no-package-lock',
  ];
  // npm takes a folder for a package that is there, whatever has become of its files.
  if (!looksLikeNode()) await removePatiently(privateNodeFolder());
  try {
    await runNpm([...args, `${name}@${privateVersion()}`], { npm, log, signal });
  } catch (error) {
    if (kindOfFailure(error) !== 'not-found') throw error;
    await downloadNode(privateVersion(), { folder: privateNodeFolder(), log, signal, report });
  }
  await prove();
  writeStamp('node', nodeKey());
}

async function prove() {
  const wanted = `v${privateVersion()}`;
  try {
    const { stdout } = await promisify(execFile)(nodeToUse(), ['--version']);
    // What is no program at all may still end well.
    if (stdout.trim() !== wanted) throw new Error(words.download.otherVersion(JSON.stringify(stdout.trim()), wanted));
  } catch (error) {
    // Node's binaries need glibc: on Alpine they are there and do not start.
    throw new Error(words.download.doesNotRun, { cause: error });
  }
}
