// @ts-check
// Node from the project that makes it, for platforms whose binaries npm carries late or not at all (macOS, Windows on ARM).
// tar is part of Linux, macOS and Windows 10; the Windows one reads zip files too.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { curlFile, DownloadFailed, systemProgram } from './curl-file.mjs';
import { removePatiently, renamePatiently } from './patience.mjs';
import { runLogged } from './run-logged.mjs';
import { words } from './words.mjs';

const windows = process.platform === 'win32';

/** @param {NodeJS.ProcessEnv} [env] @returns {string} the folder of all versions, without a slash at its end; WORKBOOK_NODE_MIRROR names a copy */
export const nodeServer = (env = process.env) =>
  (env['WORKBOOK_NODE_MIRROR'] || 'https://nodejs.org/dist').replace(/\/+$/, '');

/**
 * Puts Node into `folder` (bin/node and include/; on Windows bin/node.exe), its checksum verified.
 * @param {string} version
 * @param {{ folder: string, log: string, signal?: AbortSignal | undefined, report?: ((words: string) => void) | undefined }} options
 * @throws {DownloadFailed}
 */
export async function downloadNode(version, { folder, log, signal, report }) {
  const base = `${nodeServer()}/v${version}`;
  const system = windows ? 'win' : process.platform;
  const name = `node-v${version}-${system}-${process.arch}.${windows ? 'zip' : 'tar.gz'}`;
  const sums = join(dirname(folder), 'SHASUMS256.txt');
  const archive = join(dirname(folder), name);
  await mkdir(dirname(folder), { recursive: true });
  await rm(sums, { force: true });
  await curlFile(`${base}/SHASUMS256.txt`, sums, { log, signal });
  const expected = sumOf(await readFile(sums, 'utf8'), name);
  if (!expected) throw new DownloadFailed(base, new Error(words.download.missing(base, name)));
  const onBytes = (/** @type {number} */ bytes) =>
    report?.(words.download.progress(Math.round(bytes / 1e6), new URL(base).host));
  await curlFile(`${base}/${name}`, archive, { log, signal, onBytes });
  const actual = await hashOf(archive);
  if (actual !== expected) {
    // Taken up again, it would be wrong for ever.
    await rm(archive, { force: true });
    throw new DownloadFailed(base, new Error(words.download.checksum(name, actual, expected)));
  }
  await unpack({ archive, folder, log, signal });
  await Promise.all([rm(archive, { force: true }), rm(sums, { force: true })]);
}

/** @param {string} sums @param {string} name */
function sumOf(sums, name) {
  return sums
    .split('\n')
    .find((line) => line.trimEnd().endsWith(`  ${name}`))
    ?.split(' ')[0];
}

/** @param {string} file */
async function hashOf(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @param {{ archive: string, folder: string, log: string, signal: AbortSignal | undefined }} what */
async function unpack({ archive, folder, log, signal }) {
  const half = `${folder}.half`;
  const target = windows ? join(half, 'bin') : half;
  await removePatiently(half);
  await mkdir(target, { recursive: true });
  const command = /** @type {const} */ ([systemProgram('tar'), '-xf', archive, '-C', target, '--strip-components=1']);
  await runLogged(command, { log, signal });
  await removePatiently(folder);
  await renamePatiently(half, folder);
}
