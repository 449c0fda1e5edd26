// `workbook broker image`: an image like Kafka's own, from what set-up has installed: for rooms without a registry, and CI.
import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ContainerRuntimeClient } from 'testcontainers';
import { WorkbookError } from '../../../workbook-error.ts';
import { startContainer } from '../container-process.ts';
import { localImage } from '../../../setup/kafka-version.ts';
import { brokerText } from '../words.ts';
import type { JavaParts } from '../java-parts.ts';
import { hasAotCache, quickCompile } from '../jvm-flags.ts';
import { removeRunFolder } from '../run-folder.ts';
import { singleNodeSettings } from '../server-properties.ts';
import { unless } from '../unless.ts';
import { useClients } from '../use-clients.ts';
import { copySystemFiles } from './root-files.ts';

export interface BuildOptions {
  readonly parts: JavaParts;
  readonly docker: ContainerRuntimeClient;
  readonly signal: AbortSignal;
  /** Told what the wait is for. */
  readonly onProgress: (text: string) => void;
}

/** The JVM assembles its cache at its end: ten seconds of a free core. */
const assemblySeconds = 180;
const libs = '/opt/kafka/libs';
/** Files and folders of a Java runtime that a running program does not read. */
const needless = new Set(['legal', 'include', 'jmods', 'man', 'src.zip', 'classlist']);

/**
 * Builds the local image and returns its name. Takes half a minute, and about 300 MB of disk for that time.
 * Throws a WorkbookError where the files of a Linux system cannot be had.
 */
export async function buildImage(options: BuildOptions): Promise<string> {
  if (process.platform !== 'linux') {
    throw new WorkbookError(brokerText.imageNeedsLinux, { next: brokerText.imageNeedsLinuxNext });
  }
  const root = await mkdtemp(join(tmpdir(), 'kafka-workbook-image-'));
  try {
    const libraryFolders = await fillRoot(root, options.parts);
    options.onProgress(brokerText.importingImage(localImage));
    await importImage(root, libraryFolders, options);
    if (hasAotCache(options.parts.javaVersion)) {
      options.onProgress(brokerText.trainingImage);
      await addAotCache(root, options);
      await importImage(root, libraryFolders, options);
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return localImage;
}

/** Runs the image once, so that its JVM writes its AOT cache at a clean end, and puts that into the root. */
async function addAotCache(root: string, { docker, signal }: BuildOptions): Promise<void> {
  const file = '/opt/kafka/config/kafka.aot';
  const environment = { KAFKA_JVM_PERFORMANCE_OPTS: quickCompile, KAFKA_OPTS: `-XX:AOTCacheOutput=${file}` };
  const training = await startContainer({ docker, image: localImage, port: undefined, environment, signal });
  try {
    await useClients(training.connection);
    const container = docker.container.getById(training.name);
    await unless(signal, container.stop({ t: assemblySeconds }));
    const archive = await container.getArchive({ path: file });
    const tar = spawn('tar', ['-x', '-C', join(root, 'opt/kafka')], { stdio: ['pipe', 'ignore', 'ignore'], signal });
    await Promise.all([pipeline(archive, tar.stdin), once(tar, 'close')]);
  } finally {
    await training.guard.stop();
    await removeRunFolder(training.run.folder);
  }
}

async function fillRoot(root: string, parts: JavaParts): Promise<string[]> {
  const home = dirname(dirname(parts.java));
  const jars = parts.classPath.split(delimiter);
  await cp(home, join(root, 'opt/java'), { recursive: true, dereference: true, filter: isNeeded });
  await mkdir(join(root, libs), { recursive: true });
  await Promise.all(jars.map((jar) => cp(jar, join(root, libs, basename(jar)))));
  await writeFile(join(root, 'opt/kafka/class-path'), jars.map((jar) => `${libs}/${basename(jar)}`).join(':'));
  await writeEtc(root);
  await cp(join(import.meta.dirname, 'run.sh'), join(root, 'etc/kafka/docker/run'));
  await chmod(join(root, 'etc/kafka/docker/run'), 0o755);
  const programs = [
    'bin/java',
    'lib/server/libjvm.so',
    'lib/libjli.so',
    'lib/libnio.so',
    'lib/libnet.so',
    'lib/libzip.so',
  ];
  return copySystemFiles(
    root,
    programs.map((file) => join(home, file)),
  );
}

function isNeeded(file: string): boolean {
  return !needless.has(basename(file));
}

/** Settings, users and name lookup; and the folders that the user `kafka` writes to. */
async function writeEtc(root: string): Promise<void> {
  const defaults = join(root, 'etc/kafka/docker');
  await mkdir(defaults, { recursive: true });
  await writeFile(join(defaults, 'server.properties'), defaultSettings());
  // The wrapper copies these two. Logging here is slf4j-simple's, set up on the command line.
  for (const name of ['log4j2.yaml', 'tools-log4j2.yaml']) await writeFile(join(defaults, name), '');
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\nkafka:x:1000:1000::/tmp:/bin/sh\n');
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nkafka:x:1000:\n');
  await writeFile(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
  for (const folder of ['tmp', 'opt/kafka/config', 'mnt/shared/config', 'var/lib/kafka/data']) {
    await mkdir(join(root, folder), { recursive: true });
    await chmod(join(root, folder), 0o1777);
  }
}

/** Without any KAFKA_ variable: one broker on the container's localhost. */
function defaultSettings(): string {
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': '1@localhost:9093',
    'controller.listener.names': 'CONTROLLER',
    listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    'advertised.listeners': 'PLAINTEXT://localhost:9092',
    'log.dirs': '/var/lib/kafka/data',
    ...singleNodeSettings,
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/** One tar of the root is the whole image: that needs no builder, and every engine takes it. */
async function importImage(root: string, libraryFolders: readonly string[], options: BuildOptions): Promise<void> {
  const { dockerode } = options.docker.container;
  const before = await imageId(options.docker);
  const paths = ['-c', '--owner=0', '--group=0', '-C', root, '.'];
  const tar = spawn('tar', paths, { stdio: ['ignore', 'pipe', 'ignore'], signal: options.signal });
  const [repo, tag] = localImage.split(':');
  const changes = [
    'ENV PATH=/opt/java/bin:/bin',
    `ENV LD_LIBRARY_PATH=${libraryFolders.join(':')}`,
    'USER 1000',
    'WORKDIR /tmp',
    'EXPOSE 9092',
    'CMD ["/etc/kafka/docker/run"]',
  ];
  const answer = await dockerode.importImage(tar.stdout, { repo, tag, changes });
  await new Promise<void>((resolve, reject) => {
    dockerode.modem.followProgress(answer, (error) => (error ? reject(error) : resolve()));
  });
  // The name has moved to the new one. Docker keeps the old one as long as a container uses it.
  if (before !== undefined)
    await dockerode
      .getImage(before)
      .remove()
      .catch(() => undefined);
}

async function imageId({ container }: ContainerRuntimeClient): Promise<string | undefined> {
  const found = await container.dockerode
    .getImage(localImage)
    .inspect()
    .catch(() => undefined);
  return found?.Id;
}
