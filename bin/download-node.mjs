// @ts-check
// Node from the project that makes it, for platforms whose binaries npm carries late or not at all (macOS, Windows on ARM).
// tar is part of Linux, macOS and Windows 10; the Windows one reads zip files too.
import { createHash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runLogged } from './run-logged.mjs';

const timeoutMs = 180_000;
const windows = process.platform === 'win32';

/**
 * Puts Node into `folder` (bin/node and include/; on Windows bin/node.exe), its checksum verified.
 * The server can be set by WORKBOOK_NODE_MIRROR.
 * @param {string} version
 * @param {{ folder: string, log: string, signal?: AbortSignal | undefined }} options
 */
export async function downloadNode(version, { folder, log, signal }) {
  const base = `${process.env['WORKBOOK_NODE_MIRROR'] ?? 'https://nodejs.org/dist'}/v${version}`;
  const system = windows ? 'win' : process.platform;
  const archive = `node-v${version}-${system}-${process.arch}.${windows ? 'zip' : 'tar.gz'}`;
  const sums = new TextDecoder().decode(await fetchWhole(`${base}/SHASUMS256.txt`));
  const expected = sums
    .split('\n')
    .find((line) => line.endsWith(`  ${archive}`))
    ?.split(' ')[0];
  if (!expected) throw new Error(`404: ${base} has no ${archive}`);
  const content = await fetchWhole(`${base}/${archive}`);
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual !== expected) throw new Error(`The checksum of ${archive} is ${actual} and should be ${expected}`);
  await unpack({ archive, content, folder, log, signal });
}

/** @param {{ archive: string, content: Uint8Array, folder: string, log: string, signal: AbortSignal | undefined }} what */
async function unpack({ archive, content, folder, log, signal }) {
  const half = `${folder}.half`;
  const target = windows ? join(half, 'bin') : half;
  await rm(half, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const file = join(dirname(half), archive);
  await writeFile(file, content);
  await runLogged(['tar', '-xf', file, '-C', target, '--strip-components=1'], { log, signal });
  await rm(file);
  await rm(folder, { recursive: true, force: true });
  await rename(half, folder);
}

/** @param {string} url */
async function fetchWhole(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}
