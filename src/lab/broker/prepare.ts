// The training run: what prepared.ts describes is made here, once for each set of java, jars and flags.
import { cp, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { removePatiently, renamePatiently } from '../../../bin/patience.mjs';
import { formatData, newClusterId } from './data-folder.ts';
import type { JavaParts } from './java-parts.ts';
import { hasAotCache, jvmFlags } from './jvm-flags.ts';
import { startKafka, type KafkaPlan, type KafkaProcess } from './kafka-process.ts';
import { aotFile, findPrepared, removeOldPrepared, type Prepared } from './prepared.ts';
import { createRunFolder, removeRunFolder } from './run-folder.ts';
import { serverProperties } from './server-properties.ts';
import { useClients } from './use-clients.ts';

/** Assembling the AOT cache takes ten seconds of a free core, at the end of the JVM's life. */
const graceMs = 180_000;

/**
 * Makes the prepared data folder and AOT cache for these parts, unless they are there. Takes about half a minute.
 * Whoever finishes first wins; an unfinished one is never seen under the final name.
 */
export async function prepare(parts: JavaParts, signal: AbortSignal): Promise<void> {
  // On Windows a JVM cannot be asked from outside to end cleanly, and only then does it write its cache.
  const make = process.platform === 'win32' ? trainByFormat : train;
  await prepareAs(await findPrepared(parts), (part) => make({ parts, part, signal }));
}

/** Has `make` fill a folder, which gets the final name when it is complete, unless it is there. */
export async function prepareAs(prepared: Prepared, make: (part: string) => Promise<void>): Promise<void> {
  if (prepared.ready) return;
  const part = `${prepared.folder}.${process.pid}`;
  try {
    await mkdir(part, { recursive: true });
    await make(part);
    await renamePatiently(part, prepared.folder).catch(() => undefined);
  } finally {
    await removePatiently(part);
  }
  await removeOldPrepared();
}

interface Training {
  readonly parts: JavaParts;
  /** Where the results go. */
  readonly part: string;
  readonly signal: AbortSignal;
}

/** Two runs: the first leaves a clean data folder; the second starts from it, as later ones will, and is recorded. */
async function train({ parts, part, signal }: Training): Promise<void> {
  const template = join(part, 'data');
  const flags = jvmFlags('quick', parts.javaVersion);
  const plan: KafkaPlan = { parts, flags, template: undefined, port: undefined, graceMs };
  await trainingRun(plan, signal, async ({ guard, dataFolder }) => {
    await guard.stop();
    await cp(dataFolder, template, { recursive: true, filter: isKept });
  });
  if (!hasAotCache(parts.javaVersion)) return;
  const aot = join(part, aotFile);
  const recorded = { ...plan, template, flags: [...flags, `-XX:AOTCacheOutput=${aot}`] };
  await trainingRun(recorded, signal, ({ connection }) => useClients(connection));
  await stat(aot);
}

/**
 * One run of the tool that formats, which ends by itself: the data folder is formatted and not more, and the cache holds
 * the classes that Kafka shares with the tool. Half of what `train` gains.
 */
export async function trainByFormat({ parts, part }: Pick<Training, 'parts' | 'part'>): Promise<void> {
  const run = await createRunFolder();
  try {
    const dataFolder = join(run.folder, 'data');
    const propertiesFile = join(run.folder, 'server.properties');
    // Ports are in every run's own settings, not in its data.
    await writeFile(propertiesFile, serverProperties({ dataFolder, brokerPort: 1, controllerPort: 2 }));
    const aot = hasAotCache(parts.javaVersion) ? join(part, aotFile) : undefined;
    const flags = aot === undefined ? [] : [`-XX:AOTCacheOutput=${aot}`];
    await formatData(parts, propertiesFile, { clusterId: newClusterId(), flags });
    await cp(dataFolder, join(part, 'data'), { recursive: true });
    if (aot !== undefined) await stat(aot);
  } finally {
    await removeRunFolder(run.folder);
  }
}

/** A run of Kafka with a folder of its own, which it leaves by a clean end. */
async function trainingRun(
  plan: KafkaPlan,
  signal: AbortSignal,
  use: (kafka: KafkaProcess) => Promise<void>,
): Promise<void> {
  const run = await createRunFolder();
  try {
    const kafka = await startKafka(run, plan, signal);
    try {
      await use(kafka);
    } finally {
      await kafka.guard.stop();
    }
  } finally {
    await removeRunFolder(run.folder);
  }
}

/** Not the lock, and not the metadata log's indexes: 10 MB each, of zeros, which Kafka makes anew in no time. */
export function isKept(file: string): boolean {
  return basename(file) !== '.lock' && !/__cluster_metadata-0.*index$/.test(file);
}
