// @ts-check
// Whether node_modules holds what package-lock.json asks for. Read at every start: only look-ups here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFile, platform, projectRoot, readStamp, writeStamp } from './stamp.mjs';

/** @param {string} folder */
const lockFile = (folder) => join(folder, 'package-lock.json');
/** @param {string} folder npm's own list of what is in node_modules */
const installedFile = (folder) => join(folder, 'node_modules', '.package-lock.json');

/** @param {string} folder what the stamp of its packages has to say; a package that somebody removed changes it */
export const packagesKey = (folder) => `${hashOfFile(lockFile(folder))} ${platform} ${countFolders(folder)}`;

/**
 * @param {string} [folder] the project, or a package in it that has a lock file of its own
 * @param {string} [stamp]
 * @returns {boolean} whether its node_modules holds what its package-lock.json asks for
 */
export function hasPackages(folder = projectRoot, stamp = 'packages') {
  if (!existsSync(installedFile(folder))) return false;
  if (readStamp(stamp) === packagesKey(folder)) return true;
  // Whoever runs `npm install` by hand has done our work.
  const installed = readPackages(installedFile(folder));
  if (!isInstalled(readPackages(lockFile(folder)), installed) || !areThere(folder, installed)) return false;
  writeStamp(stamp, packagesKey(folder));
  return true;
}

/** @param {string} folder @returns {number} how many packages stand side by side in its node_modules */
function countFolders(folder) {
  const modules = join(folder, 'node_modules');
  const names = readNames(modules).filter((name) => !name.startsWith('.'));
  return names.reduce((sum, name) => sum + (name.startsWith('@') ? readNames(join(modules, name)).length : 1), 0);
}

/** @param {string} folder @returns {string[]} */
function readNames(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** npm's list says what it has installed, not what is still there. @param {string} folder @param {Record<string, LockedPackage>} installed */
function areThere(folder, installed) {
  return Object.keys(installed).every((path) => path === '' || existsSync(join(folder, path, 'package.json')));
}

/** @param {string} name @returns {string | undefined} the version of a package in the project's node_modules */
export function installedVersion(name) {
  return readPackages(installedFile(projectRoot))[`node_modules/${name}`]?.version;
}

/** @returns {number} how many packages the lock file names */
export function countPackages() {
  return Object.keys(readPackages(lockFile(projectRoot))).length;
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockedPackage */

/**
 * @param {Record<string, LockedPackage>} wanted
 * @param {Record<string, LockedPackage>} installed
 * @returns {boolean} whether every wanted package that this platform can have is there in the wanted version
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, want]) => {
    const found = installed[path];
    if (path === '' || (!found && mayBeMissing(want))) return true;
    return found !== undefined && found.version === want.version && found.integrity === want.integrity;
  });
}

/** @param {string[] | undefined} allowed @param {string} here */
function suits(allowed, here) {
  if (!allowed || allowed.includes(here)) return true;
  return !allowed.includes(`!${here}`) && allowed.every((name) => name.startsWith('!'));
}

/** @param {LockedPackage} wanted an optional package of no platform belongs to one that is for another platform */
function mayBeMissing({ optional, os, cpu, libc }) {
  if (!os && !cpu) return optional === true;
  return !(
    suits(os, process.platform) &&
    suits(cpu, process.arch) &&
    (!libc || process.platform !== 'linux' || libc.includes(libcFamily()))
  );
}

// Asked for at most once: the report takes some 30 ms.
/** @type {'glibc' | 'musl' | undefined} */
let libcHere;
/** @returns {'glibc' | 'musl'} the C library of this Linux */
export function libcFamily() {
  if (libcHere) return libcHere;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report?.getReport() ?? {});
  return (libcHere = report.header?.glibcVersionRuntime ? 'glibc' : 'musl');
}

/** @param {string} file @returns {Record<string, LockedPackage>} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
