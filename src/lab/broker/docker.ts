// Docker, as testcontainers finds it: DOCKER_HOST, contexts, rootless, Docker Desktop.
// Loaded only where it is needed: the library takes 0.3 s.
import { access, constants } from 'node:fs/promises';
import type { ContainerRuntimeClient } from 'testcontainers';
import { composeBroker, localImage } from '../../setup/kafka-version.ts';
import type { GuardedContainer } from './guard.ts';
import { isCode } from './disk-full.ts';

/** Docker, or undefined where none answers. */
export async function findDocker(): Promise<ContainerRuntimeClient | undefined> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  return getContainerRuntimeClient().catch(() => undefined);
}

/** The usual socket, where it is there but closed to this user: the most usual reason that Docker "is not there" on Linux. */
export async function forbiddenSocket(): Promise<string | undefined> {
  const socket = '/var/run/docker.sock';
  try {
    await access(socket, constants.W_OK);
    return undefined;
  } catch (error) {
    return isCode(error, 'EACCES') ? socket : undefined;
  }
}

export async function hasImage(docker: ContainerRuntimeClient, image: string): Promise<boolean> {
  const { ImageName } = await import('testcontainers');
  return docker.image.exists(ImageName.fromString(image));
}

/** An image that is here: the one that the learner names, Kafka's own, or the locally built one. */
export async function imageAtHand(docker: ContainerRuntimeClient): Promise<string | undefined> {
  const named = process.env['WORKBOOK_KAFKA_IMAGE'];
  for (const image of named ? [named] : [composeBroker.image, localImage]) {
    if (await hasImage(docker, image)) return image;
  }
  return undefined;
}

/** The image to pull where none is here. */
export function imageToPull(): string {
  return process.env['WORKBOOK_KAFKA_IMAGE'] || composeBroker.image;
}

/** What node:http needs to reach the same Docker from another process. */
export function dockerAddress(docker: ContainerRuntimeClient): GuardedContainer['docker'] {
  const modem: unknown = docker.container.dockerode.modem;
  const known = ['socketPath', 'host', 'port', 'ca', 'cert', 'key'] as const;
  const entries = Object.entries(Object(modem)).flatMap(([name, value]) =>
    known.some((each) => each === name) &&
    (typeof value === 'string' || typeof value === 'number' || Buffer.isBuffer(value))
      ? [[name, Buffer.isBuffer(value) ? value.toString() : value] as const]
      : [],
  );
  const all = Object.fromEntries(entries);
  // A socket's modem also names localhost as its host, which node:http would prefer.
  return 'socketPath' in all ? { socketPath: all['socketPath'] ?? '' } : all;
}
