// What makes every start but the first one fast, kept in the user's cache for all checkouts: a data folder that Kafka has
// formatted, used and cleanly stopped, and the JVM's AOT cache that this run wrote at its end (the classes, loaded and
// linked). Both fit exactly one set of java, jars and flags: the key.
import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder } from '../../project.ts';
import type { JavaParts } from './java-parts.ts';
import { hasAotCache, jvmFlags } from './jvm-flags.ts';
import { embeddedSettings } from './server-properties.ts';

export interface Prepared {
  /** Holds everything below; its name is the key. */
  readonly folder: string;
  readonly dataFolder: string;
  /** Undefined where the JVM is too old for one. */
  readonly aotCache: string | undefined;
  /** A training run has come to its end: all of it can be used. */
  readonly ready: boolean;
}

export const aotFile = 'kafka.aot';
const preparedFolder = join(cacheFolder, 'broker');

/** The prepared data and AOT cache of a single broker for these parts, ready or not. */
export async function findPrepared(parts: JavaParts): Promise<Prepared> {
  return findPreparedFor(parts, embeddedSettings());
}

/** What is prepared for these parts and settings, ready or not. */
export async function findPreparedFor(parts: JavaParts, settings: Readonly<Record<string, string>>): Promise<Prepared> {
  const folder = join(preparedFolder, await keyOf(parts, settings));
  // The folder gets its name when it is complete.
  const found = await stat(folder).catch(() => undefined);
  const ready = found !== undefined;
  if (ready) await utimes(folder, new Date(), new Date()).catch(() => undefined);
  return {
    folder,
    dataFolder: join(folder, 'data'),
    aotCache: hasAotCache(parts.javaVersion) ? join(folder, aotFile) : undefined,
    ready,
  };
}

/** By the sizes and times of the files, which is also what the JVM compares. */
async function keyOf(parts: JavaParts, settings: Readonly<Record<string, string>>): Promise<string> {
  const files = [parts.java, ...parts.classPath.split(delimiter)];
  const stamps = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return [file, size, mtimeMs];
    }),
  );
  return createHash('sha256')
    .update(JSON.stringify([stamps, jvmFlags('quick', parts.javaVersion), settings]))
    .digest('hex')
    .slice(0, 16);
}

/** What the training run says. */
export function logOf(prepared: Prepared): string {
  return `${prepared.folder}.log`;
}

/** Throws a prepared folder away that turned out to be damaged. The next start makes a new one. */
export async function discardPrepared(prepared: Prepared): Promise<void> {
  for (const path of [prepared.folder, logOf(prepared)])
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

const month = 30 * 24 * 60 * 60 * 1_000;

/** Removes what was prepared for parts that nobody has started for a month. */
export async function removeOldPrepared(): Promise<void> {
  for (const name of await readdir(preparedFolder).catch(() => [])) {
    const folder = join(preparedFolder, name);
    const used = await stat(folder).catch(() => undefined);
    if (used !== undefined && Date.now() - used.mtimeMs > month)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
