// Apicurio Registry as files in the user's cache: the whole of it is one archive of jars on Maven Central.
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemProgram } from '../../../bin/curl-file.mjs';
import { ask } from '../../processes/ask.ts';
import { takeLock } from '../../../bin/lock.mjs';
import { removePatiently, renamePatiently } from '../../../bin/patience.mjs';
import { cacheFolder } from '../../project.ts';
import { downloadAll } from '../../setup/download.ts';
import { mavenRepository } from '../../setup/maven-repository.ts';
import { registryText } from './words.ts';

export const apicurioVersion = '3.3.3';
const archive = `io/apicurio/apicurio-registry-app/${apicurioVersion}/apicurio-registry-app-${apicurioVersion}-all.tar.gz`;
const size = 158_577_952;
const sha256 = '8bc6751c76d963734224b01d5e7f84ccb3cb61c87d3bd77c36c35f10a5cbed63';

const folder = join(cacheFolder, 'registry', `apicurio-${apicurioVersion}`);

interface BringOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** The folder with Apicurio's `quarkus-run.jar`, downloaded (159 MB) where it is not there yet. Throws where it cannot be had. */
export async function bringApicurio({ signal, onProgress }: BringOptions): Promise<string> {
  if (existsSync(join(folder, 'quarkus-run.jar'))) return folder;
  const release = await takeLock(`${folder}.lock`, { what: registryText.name, signal, onWait: () => undefined });
  try {
    if (existsSync(join(folder, 'quarkus-run.jar'))) return folder;
    onProgress(registryText.downloading(apicurioVersion));
    const file = `${folder}.tar.gz`;
    await downloadAll([{ url: `${mavenRepository()}/${archive}`, file, size, sha256 }], { signal });
    await unpack(file, signal);
    return folder;
  } finally {
    await release();
  }
}

// Every system that the workbook runs on has a tar: Windows since 10, whatever Git's shell puts before it.
async function unpack(file: string, signal: AbortSignal): Promise<void> {
  const half = `${folder}.half`;
  await removePatiently(half);
  await mkdir(half, { recursive: true });
  await ask(systemProgram('tar'), ['-xzf', file, '-C', half], { signal });
  await renamePatiently(half, folder);
  await rm(file, { force: true });
}
