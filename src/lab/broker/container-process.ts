// One container running Kafka, from its name to the first served request.
import type { ContainerRuntimeClient } from 'testcontainers';
import { WorkbookError } from '../../workbook-error.ts';
import type { Connection } from '../../kafka/connection.ts';
import { newClusterId } from './data-folder.ts';
import { diskFull, isCode } from './disk-full.ts';
import { dockerAddress } from './docker.ts';
import { brokerText } from './words.ts';
import { freePorts } from './free-ports.ts';
import { startGuard, type Guard } from './guard.ts';
import { composeBroker } from '../../setup/kafka-version.ts';
import { createRunFolder, removeRunFolder, runsFolder, type RunFolder } from './run-folder.ts';
import { unless } from './unless.ts';
import { brokerServes } from './warm-up.ts';

export interface ContainerPlan {
  readonly docker: ContainerRuntimeClient;
  readonly image: string;
  /** A fixed port on the machine, or undefined for any free one. */
  readonly port: number | undefined;
  /** Beside compose's settings of its single broker. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface ContainerProcess {
  readonly run: RunFolder;
  readonly guard: Guard;
  readonly name: string;
  readonly connection: Connection;
  readonly clusterId: string;
}

const attempts = 5;
const startSeconds = 120;

/** Starts a container, which its guard does not watch yet. Throws a WorkbookError when it fails; then nothing of it is left. */
export async function startContainer(plan: ContainerPlan): Promise<ContainerProcess> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const started = await attemptStart(plan);
    if (started !== 'port-taken') return started;
  }
  throw new WorkbookError(brokerText.noPorts, { next: brokerText.noPortsNext });
}

async function attemptStart(plan: ContainerPlan): Promise<ContainerProcess | 'port-taken'> {
  const run = await createRunFolder().catch((error: unknown) => {
    throw isCode(error, 'ENOSPC') ? diskFull(runsFolder, error) : error;
  });
  const name = `kafka-workbook-${run.id}`;
  // The guard knows the container's name before the container is: there is no moment in which it could be left behind.
  const guard = await startGuard(run, { container: { name, docker: dockerAddress(plan.docker) } });
  try {
    // A guard that could not begin, as on a full disk, would not see the container.
    guard.lost.throwIfAborted();
    return { run, guard, name, ...(await startNamed(name, guard, plan)) };
  } catch (error) {
    await guard.stop();
    // A guard that ended in the meantime looked for the container before it was there.
    if (guard.lost.aborted) await removeContainer(plan.docker, name);
    await removeRunFolder(run.folder);
    plan.signal.throwIfAborted();
    if (/port is already allocated|address already in use/i.test(String(error))) return portTaken(plan.port);
    if (/ENOSPC/.test(String(error))) throw diskFull(run.folder, error);
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new WorkbookError(brokerText.containerFailed(reason), { next: brokerText.containerFailedNext, cause: error });
  }
}

async function removeContainer(docker: ContainerRuntimeClient, name: string): Promise<void> {
  const container = docker.container.getById(name);
  await container.remove({ force: true, v: true }).catch(() => undefined);
}

function portTaken(port: number | undefined): 'port-taken' {
  if (port === undefined) return 'port-taken';
  throw new WorkbookError(brokerText.portTaken(port), { next: brokerText.portTakenNext });
}

async function startNamed(
  name: string,
  guard: Guard,
  plan: ContainerPlan,
): Promise<Pick<ContainerProcess, 'connection' | 'clusterId'>> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const [freePort = 0] = await freePorts(1);
  const port = plan.port ?? freePort;
  const host = plan.docker.info.containerRuntime.host.replace(/^localhost$/, '127.0.0.1');
  const clusterId = newClusterId();
  const [settings] = composeBroker.environments;
  const own = {
    CLUSTER_ID: clusterId,
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port},INTERNAL://localhost:9094`,
  };
  const container = new GenericContainer(plan.image)
    .withName(name)
    .withEnvironment({ ...settings, ...own, ...plan.environment })
    // Fixed beforehand, because Kafka has to tell its clients the address at which they reach it.
    .withExposedPorts({ container: 9092, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(startSeconds * 1_000)
    // Testcontainers' own reaper would need one more image; the guard does its work.
    .withAutoCleanup(false);
  await unless(plan.signal, container.start());
  const over = AbortSignal.any([guard.lost, plan.signal, AbortSignal.timeout(startSeconds * 1_000)]);
  await brokerServes({ host, port, clusterId }, over);
  return { connection: { brokers: [`${host}:${port}`] }, clusterId };
}
