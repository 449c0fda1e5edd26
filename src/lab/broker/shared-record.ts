// shared.json in a run's folder: how a broker that one terminal started is found from another one. It goes with the folder.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';
import { connectionSchema } from '../../kafka/connection-schema.ts';
import { runParents, type RunFolder } from './run-folder.ts';

const sharedRecordSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** The checkout: runs of several may meet in the system's temporary folder. */
  project: z.string(),
  source: z.enum(['embedded', 'container']),
  connection: connectionSchema,
  clusterId: z.string(),
  users: z.string().optional(),
  kafkaVersion: z.string(),
  startedAt: z.iso.datetime(),
});
type SharedRecord = z.infer<typeof sharedRecordSchema>;

/** What another terminal needs to know of a run's broker. */
export interface SharedBroker extends Omit<SharedRecord, 'formatVersion' | 'project'> {
  readonly folder: string;
}

const fileName = 'shared.json';

/** Lets other terminals find a run's broker. */
export async function writeSharedRecord(run: RunFolder, broker: Omit<SharedBroker, 'folder'>): Promise<void> {
  const record: SharedRecord = { formatVersion: 1, project: projectRoot, ...broker };
  await writeFileAtomic(join(run.folder, fileName), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** The brokers that terminals of this checkout share, or shared before they crashed; the newest first. */
export async function readSharedRecords(): Promise<SharedBroker[]> {
  const folders = await Promise.all(
    runParents().map(async (parent) => (await readdir(parent).catch(() => [])).map((name) => join(parent, name))),
  );
  const records = await Promise.all(folders.flat().map(readRecord));
  return records.filter((each) => each !== undefined).toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}

async function readRecord(folder: string): Promise<SharedBroker | undefined> {
  try {
    const text = await readFile(join(folder, fileName), 'utf8');
    const { formatVersion: _, project, ...broker } = sharedRecordSchema.parse(JSON.parse(text));
    return project === projectRoot ? { ...broker, folder } : undefined;
  } catch {
    // Not shared, or by a workbook of another version.
    return undefined;
  }
}
