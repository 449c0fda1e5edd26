// Kafka's jars in the user's cache, verified by the checksums of a committed list (src/setup/lock-jars.ts makes it).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import { takeLock } from '../../bin/lock.mjs';
import { removePatiently } from '../../bin/patience.mjs';
import { composeBroker } from './kafka-version.ts';
import { cacheFolder } from '../project.ts';
import { WorkbookError } from '../workbook-error.ts';
import { downloadAll, isWhole } from './download.ts';
import { text } from './words.ts';
import { mavenRepository } from './maven-repository.ts';
import type { Step } from './step.ts';

/** `path` is the jar's place in a Maven repository. */
const lockSchema = z.strictObject({
  kafka: z.string(),
  jars: z.array(z.strictObject({ path: z.string(), size: z.number().int(), sha256: z.string().length(64) })).min(1),
});
export type JarLock = z.infer<typeof lockSchema>;

export const jarLockFile = join(import.meta.dirname, 'kafka-jars.lock.json');

let lock: JarLock | undefined;
function jarLock(): JarLock {
  lock ??= lockSchema.parse(JSON.parse(readFileSync(jarLockFile, 'utf8')));
  return lock;
}

/** The folder that holds Kafka's jars and nothing else. */
export function kafkaJarsFolder(): string {
  return join(cacheFolder, 'jars', `kafka-${jarLock().kafka}`);
}

/** Kafka's jars, in the order of the class path. They are there once the step `jars` is done. */
export function kafkaJars(): readonly string[] {
  return jarLock()
    .jars.map(({ path }) => join(kafkaJarsFolder(), fileName(path)))
    .toSorted();
}

/** The class path as java takes it. */
export function kafkaClassPath(): string {
  return kafkaJars().join(delimiter);
}

export const jarsStep: Step = {
  get title() {
    return text.titles.jars(composeBroker.version);
  },
  needs: [],
  uses: [],
  yieldsTo: [],
  get without() {
    return text.without.jars;
  },
  // A jar gets its name only after its checksum was right, so its size is enough to know it by.
  upToDate: () =>
    jarLock().kafka === composeBroker.version &&
    jarLock().jars.every(({ path, size }) => sizeOf(join(kafkaJarsFolder(), fileName(path))) === size),
  run: async ({ report, signal }) => {
    const { kafka, jars } = jarLock();
    if (kafka !== composeBroker.version) {
      throw new WorkbookError(text.otherKafka(composeBroker.version, kafka), { next: text.otherKafkaNext });
    }
    const base = mavenRepository();
    const files = jars.map(({ path, size, sha256 }) => ({
      url: `${base}/${path}`,
      file: join(kafkaJarsFolder(), fileName(path)),
      size,
      sha256,
    }));
    const total = files.reduce((sum, { size }) => sum + size, 0);
    const release = await takeLock(`${kafkaJarsFolder()}.lock`, {
      what: text.titles.jars(kafka),
      signal,
      onWait: ({ pid, started }) => report(text.waiting(pid, started)),
    });
    try {
      const onBytes = (bytes: number) => report(text.downloading(bytes, total), Math.min(1, bytes / total));
      await downloadAll(files, { signal, onBytes });
    } finally {
      await release();
    }
  },
};

/** Removes jars that are not what they should be, whatever their size; says how many. Reads all of them: half a second. */
export async function removeWrongJars(): Promise<number> {
  const wrong = await Array.fromAsync(jarLock().jars, async (jar) => {
    const file = join(kafkaJarsFolder(), fileName(jar.path));
    if (!existsSync(file) || (await isWhole(file, jar))) return 0;
    await removePatiently(file);
    return 1;
  });
  return wrong.filter(Boolean).length;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
