// Compiled addons in the user's cache, for the next clean checkout: they depend on version, Node's ABI, platform and C library only.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { libcFamily } from '../../../bin/packages.mjs';
import { removePatiently, renamePatiently } from '../../../bin/patience.mjs';
import { platform } from '../../../bin/stamp.mjs';
import { cacheFolder } from '../../project.ts';
import { addonFile, buildFolder, packageVersion } from './addon.ts';

/** Such as 1.10.1-137-linux-x64-glibc. */
export function cacheKey(): string {
  const libc = process.platform === 'linux' ? `-${libcFamily()}` : '';
  return `${packageVersion()}-${process.versions.modules}-${platform}${libc}`;
}

const entry = () => join(cacheFolder, 'native', cacheKey());

/** Puts the cached addon into node_modules. False where the cache has none. */
export async function restoreFromCache(): Promise<boolean> {
  if (!existsSync(join(entry(), addonFile))) return false;
  await replaceFolder(buildFolder, (half) => cp(entry(), half, { recursive: true }));
  return true;
}

/** Keeps what is needed to load the addon, from a build folder: 16 of 80 MB. */
export async function saveToCache(build: string): Promise<void> {
  await replaceFolder(entry(), (half) => copyLoadable(build, half));
}

/** Puts the result of a compilation elsewhere into node_modules. */
export async function installBuild(build: string): Promise<void> {
  await replaceFolder(buildFolder, (half) => copyLoadable(build, half));
}

async function copyLoadable(build: string, target: string): Promise<void> {
  await mkdir(join(target, dirname(addonFile)), { recursive: true });
  const release = await readdir(join(build, 'Release'));
  for (const name of release.filter((file) => /\.(node|dll|so[.\d]*|dylib)$/.test(file))) {
    await cp(join(build, 'Release', name), join(target, 'Release', name), { dereference: true });
  }
  const libraries = existsSync(join(build, 'deps')) ? await readdir(join(build, 'deps')) : [];
  // librdkafka.so is a link for compilers; what is loaded is librdkafka.so.1.
  for (const name of libraries.filter((file) => /\.so\.\d+$|\.\d+\.dylib$/.test(file))) {
    await cp(join(build, 'deps', name), join(target, 'deps', basename(name)), { dereference: true });
  }
}

/** No reader ever sees a half of it. */
async function replaceFolder(folder: string, fill: (half: string) => Promise<void>): Promise<void> {
  const half = `${folder}.${randomUUID().slice(0, 8)}.half`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await fill(half);
    await removePatiently(folder);
    await renamePatiently(half, folder);
  } finally {
    await removePatiently(half);
  }
}
