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
  if (record?.child) await killOrphan(folder, record.child);
  await removeRunFolder(folder);
}

/** Kills the JVM of a run, if it is that JVM: process ids are used again, cluster ids are not. */
async function killOrphan(folder: string, pid: number): Promise<void> {
  try {
    const settings = await readFile(join(folder, 'server.properties'), 'utf8');
    const address = /^advertised\.listeners=PLAINTEXT:\/\/(?<address>[^,\s]+)/m.exec(settings)?.groups?.['address'];
    const meta = await readFile(join(folder, 'data', 'meta.properties'), 'utf8');
    const clusterId = /^cluster\.id=(?<id>\S+)/m.exec(meta)?.groups?.['id'];
    if (address === undefined || clusterId === undefined) return;
    // Where it is gone, the answer comes at once; what is only slow must not lose the folder that tells of it.
    const answering = await clusterIdOf({ brokers: [address] }, { connectMs: 5_000, answerMs: 10_000 });
    if (answering === clusterId) process.kill(pid, 'SIGKILL');
  } catch {
    // Nobody answers there: it is gone.
  }
}
