// Room on the disk and in memory, and the port of the page.
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { projectRoot } from '../../project.ts';
import { text } from '../words.ts';
import { guarded, type Requirement } from './requirement.ts';

const { doctor } = text;
// node_modules, the Python environment, jars, and the broker's data.
const diskNeeded = 1_000_000_000;
// Page and runner 200 MB, broker 400 MB, a notebook 200 MB.
const memoryNeeded = 800_000_000;
/** Where the page is served unless told otherwise (src/page/serve.ts). */
const pagePort = 4400;

export function checkDisk(): Promise<Requirement> {
  return guarded({ id: 'disk', name: doctor.names.disk, needed: true }, async () => {
    const { bavail, bsize } = await statfs(projectRoot);
    return room(bavail * bsize, diskNeeded);
  });
}

/** Names of folders that a service copies elsewhere, and holds meanwhile: OneDrive, iCloud Drive, Dropbox, Google Drive. */
const cloud = /[\\/](OneDrive(?: - [^\\/]+)?|Mobile Documents|CloudStorage|Dropbox|Google Drive)([\\/]|$)/i;

/** The cloud folder that a path is in, as a person knows it; undefined where it is in none. */
export function cloudFolderOf(path: string): string | undefined {
  return cloud.exec(path)?.[1]?.replace(/^Mobile Documents$/i, 'iCloud Drive');
}

/** Of interest only in a cloud folder; undefined elsewhere. */
export async function checkPlace(root = projectRoot): Promise<Requirement | undefined> {
  const name = cloudFolderOf(root);
  if (name === undefined) return undefined;
  return {
    id: 'place',
    name: doctor.names.place,
    needed: false,
    status: 'broken',
    detail: doctor.inCloud(name),
    fix: doctor.inCloudFix,
  };
}

export function checkMemory(): Promise<Requirement> {
  return guarded({ id: 'memory', name: doctor.names.memory, needed: false }, async () =>
    room(process.availableMemory(), memoryNeeded),
  );
}

function room(free: number, needed: number): Pick<Requirement, 'status' | 'detail' | 'fix'> {
  const detail = doctor.free(free / 1e9);
  return free >= needed ? { status: 'ok', detail } : { status: 'broken', detail, fix: doctor.freeFix(needed / 1e9) };
}

export function checkPort(): Promise<Requirement> {
  return guarded({ id: 'port', name: doctor.names.port, needed: false }, async () => {
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(pagePort, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    // The page then takes another port; the workbook itself may be what is there.
    return { status: 'ok', detail: free ? doctor.portFree(pagePort) : doctor.portTaken(pagePort) };
  });
}
