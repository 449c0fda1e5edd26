// What crashes and power cuts left behind: folders, a JVM whose guard was killed with its owner, containers.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerRuntimeClient } from 'testcontainers';
import { findDocker } from './docker.ts';
import { clusterIdOf } from '../../kafka/client.ts';
import { findLeftOvers, removeRunFolder, type LeftOver } from './run-folder.ts';

/** Ends and removes what runs of this checkout left behind whose guard is dead. Never touches a run that is guarded. */
export async function sweepLeftOvers(): Promise<void> {
  const found = await findLeftOvers();
  const docker = found.some(({ record }) => record?.container) ? await findDocker() : undefined;
  await Promise.all(found.map((each) => sweep(each, docker)));
}

async function sweep({ folder, record }: LeftOver, docker: ContainerRuntimeClient | undefined): Promise<void> {
  if (record?.container) {
    // Without Docker the container stays, and with it the folder that names it.
    if (docker === undefined) return;
    await docker.container
      .getById(record.container)
      .remove({ force: true, v: true })
      .catch(() => undefined);
  }
  await Promise.all((record?.children ?? []).map(({ name, pid }) => killOrphan(join(folder, name), pid)));
  await removeRunFolder(folder);
}

/** Kills the JVM with this folder, if it is that JVM: process ids are used again, folders and cluster ids are not. */
async function killOrphan(folder: string, pid: number): Promise<void> {
  try {
    const isIts = process.platform === 'linux' ? await isNamedBy(folder, pid) : await answersAs(folder);
    if (isIts) process.kill(pid, 'SIGKILL');
  } catch {
    // Nobody answers there: it is gone.
  }
}

/** Also true of one that is frozen, which would not answer. */
async function isNamedBy(folder: string, pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(folder);
}

async function answersAs(folder: string): Promise<boolean> {
  const settings = await readFile(join(folder, 'server.properties'), 'utf8');
  const address = /^advertised\.listeners=PLAINTEXT:\/\/(?<address>[^,\s]+)/m.exec(settings)?.groups?.['address'];
  const meta = await readFile(join(folder, 'data', 'meta.properties'), 'utf8');
  const clusterId = /^cluster\.id=(?<id>\S+)/m.exec(meta)?.groups?.['id'];
  if (address === undefined || clusterId === undefined) return false;
  // Where it is gone, the answer comes at once; what is only slow must not lose the folder that tells of it.
  return (await clusterIdOf({ brokers: [address] }, { connectMs: 5_000, answerMs: 10_000 })) === clusterId;
}
