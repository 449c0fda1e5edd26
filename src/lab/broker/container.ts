// Kafka in a container of this process: Kafka's own image at compose's version, or the one built by `workbook broker image`.
import type { ContainerRuntimeClient } from 'testcontainers';
import { startContainer } from './container-process.ts';
import { findDocker, forbiddenSocket, imageAtHand, imageToPull } from './docker.ts';
import { brokerText } from './words.ts';
import { quickCompile } from './jvm-flags.ts';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { ownedBroker } from './owned-broker.ts';
import type { Finding, FindRequest, NotHere } from './ask-sources.ts';
import { unless } from './unless.ts';

/** A container with Kafka, where Docker answers and an image is here or can be pulled. */
export async function findContainer(request: FindRequest): Promise<Finding> {
  const docker = await findDocker();
  if (docker === undefined) return { notHere: await noDocker() };
  const image = (await imageAtHand(docker)) ?? imageToPull();
  const missing = await pull(docker, image, request);
  if (missing !== undefined) return { notHere: missing };
  request.onProgress(brokerText.startingContainer(image));
  const environment = request.jit === 'quick' ? { KAFKA_JVM_PERFORMANCE_OPTS: quickCompile } : {};
  const started = await startContainer({ ...request, docker, image, environment });
  await started.guard.watch();
  const label = brokerText.containerLabel(kafkaVersion, started.connection.brokers.join());
  return { broker: ownedBroker({ source: 'container', kafkaVersion, label, ...started }) };
}

async function noDocker(): Promise<NotHere> {
  const socket = await forbiddenSocket();
  if (socket === undefined) return { reason: brokerText.noDocker, next: brokerText.noDockerNext };
  return { reason: brokerText.dockerForbidden(socket), next: brokerText.dockerForbiddenNext };
}

async function pull(docker: ContainerRuntimeClient, image: string, request: FindRequest): Promise<NotHere | undefined> {
  const { ImageName } = await import('testcontainers');
  const name = ImageName.fromString(image);
  if (await docker.image.exists(name)) return undefined;
  request.onProgress(brokerText.pullingImage(image));
  try {
    await unless(request.signal, docker.image.pull(name));
    return undefined;
  } catch (error) {
    request.signal.throwIfAborted();
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { reason: brokerText.noImage(image, reason), next: brokerText.noImageNext };
  }
}
