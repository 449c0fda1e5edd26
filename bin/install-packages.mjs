// @ts-check
// Installs the npm packages of package-lock.json into node_modules.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installedVersion, packagesKey } from './packages.mjs';
import { removePatiently, renamePatiently } from './patience.mjs';
import { runNpm } from './run-npm.mjs';
import { logFolder, projectRoot, setupFolder, writeStamp } from './stamp.mjs';

// Compiled in minutes by a later step; npm removes it with the rest of node_modules.
const addon = join(projectRoot, 'node_modules', '@confluentinc', 'kafka-javascript', 'build');
const addonPackage = '@confluentinc/kafka-javascript';

/**
 * @param {{ folder: string, stamp: string, npm: readonly [string, ...string[]], signal?: AbortSignal | undefined }} options
 */
export async function npmCi({ folder, stamp, npm, signal }) {
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional'];
  const log = join(logFolder, `${stamp}.log`);
  await runNpm(args, { npm, log, cwd: folder, signal });
  writeStamp(stamp, packagesKey(folder));
}

/** @param {{ npm: readonly [string, ...string[]], signal?: AbortSignal | undefined }} options */
export async function installPackages({ npm, signal }) {
  const before = installedVersion(addonPackage);
  if (before !== undefined && existsSync(addon)) {
    await removePatiently(keptAddon(before));
    mkdirSync(setupFolder, { recursive: true });
    await renamePatiently(addon, keptAddon(before));
  }
  await npmCi({ folder: projectRoot, stamp: 'packages', npm, signal });
  const kept = keptAddon(installedVersion(addonPackage) ?? 'none');
  if (existsSync(kept) && !existsSync(addon)) await renamePatiently(kept, addon);
}

/** @param {string} version */
const keptAddon = (version) => join(setupFolder, `addon-${version}`);
