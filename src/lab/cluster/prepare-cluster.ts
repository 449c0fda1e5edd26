// What makes every start of a cluster but the first one fast: the data of its nodes, formatted, used and cleanly stopped. The
// AOT cache is a single broker's.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { JavaParts } from '../broker/java-parts.ts';
import { jvmFlags } from '../broker/jvm-flags.ts';
import { isKept, prepareAs } from '../broker/prepare.ts';
import { findPreparedFor, type Prepared } from '../broker/prepared.ts';
import { createRunFolder, removeRunFolder } from '../broker/run-folder.ts';
import { clusterSettings } from './cluster-settings.ts';
import { startClusterIn } from './cluster-process.ts';

/** The data of a cluster's nodes for these parts, ready or not. */
export async function findPreparedCluster(parts: JavaParts): Promise<Prepared> {
  return findPreparedFor(parts, clusterSettings());
}

const graceMs = 60_000;

/** Makes the prepared data folders for these parts, unless they are there. Takes half a minute, more on a busy machine. */
export async function prepareCluster(parts: JavaParts, signal: AbortSignal): Promise<void> {
  // On Windows a JVM cannot be asked from outside to end cleanly: there each start formats its folders.
  if (process.platform === 'win32') return;
  const prepared = await findPreparedCluster(parts);
  await prepareAs(prepared, (part) => train(parts, part, signal));
}

async function train(parts: JavaParts, part: string, signal: AbortSignal): Promise<void> {
  const run = await createRunFolder();
  try {
    const flags = jvmFlags('quick', parts.javaVersion);
    const { guard, nodes } = await startClusterIn(run, { parts, flags, template: undefined, graceMs }, signal);
    await guard.stop();
    for (const { name } of nodes) {
      await cp(join(run.folder, name, 'data'), join(part, 'data', name), { recursive: true, filter: isKept });
    }
  } finally {
    await removeRunFolder(run.folder);
  }
}
