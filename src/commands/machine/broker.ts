import { join } from 'node:path';
import { takeLock } from '../../../bin/lock.mjs';
import { brokerStatus, stopShared, type BrokerStatus } from '../../lab/broker/broker-status.ts';
import { isCode } from '../../lab/broker/disk-full.ts';
import { findDocker } from '../../lab/broker/docker.ts';
import { brokerText as say } from '../../lab/broker/words.ts';
import type { BrokerCount } from '../../lab/broker/broker.ts';
import { startBroker } from '../../lab/broker/find-broker.ts';
import { readEnded } from '../../lab/broker/ended.ts';
import { findJavaParts } from '../../lab/broker/java-parts.ts';
import { stateFolder } from '../../project.ts';
import { showProgress } from '../../setup/show-progress.ts';
import { ensure, startSetup } from '../../setup/start-setup.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';

const startLock = join(stateFolder, 'broker', 'start.lock');

export interface BrokerStartArgs {
  readonly source: 'embedded' | 'container' | 'auto';
  /** A fixed port; any free one without. */
  readonly port: number | undefined;
  readonly brokers: BrokerCount;
}

/** Starts a broker that lives on after the command, unless one runs already. */
export async function brokerStart(context: Context, args: BrokerStartArgs): Promise<ExitCode> {
  const { output, signal } = context;
  // Two at once would each find none and start one, and a single stop would leave the other behind.
  const release = await takeLock(startLock, {
    what: 'broker start',
    signal,
    onWait: ({ pid }) => output.note(say.startingElsewhere(pid)),
  }).catch((error: unknown) => {
    // A checkout that is read-only can have a broker all the same.
    if (isCode(error, 'EACCES', 'EROFS', 'EPERM')) return () => Promise.resolve();
    throw error;
  });
  try {
    return await startUnlessRunning(context, args);
  } finally {
    await release();
  }
}

async function startUnlessRunning(context: Context, { source, port, brokers }: BrokerStartArgs): Promise<ExitCode> {
  const { output, signal } = context;
  const running = await brokerStatus();
  if (running !== undefined) {
    if (running.brokers.length < brokers)
      throw new WorkbookError(say.oneRuns(running.label), { next: say.oneRunsNext });
    output.print(say.runsAlready(running.label));
    output.data(running);
    return 0;
  }
  using progress = showProgress(process.stderr, { live: output.colour });
  const setup = startSetup([], { signal, onEvent: progress.onEvent });
  const beforeEmbedded = () => Promise.all([setup.step('java'), setup.step('jars')]);
  const onProgress = (text: string) => output.note(text);
  const broker = await startBroker(source, { signal, port, brokers, share: true, beforeEmbedded, onProgress });
  await broker.leave();
  output.print(say.started(broker.label));
  output.print(say.startedNext);
  output.data(await brokerStatus());
  return 0;
}

/** Builds the image of Kafka from what is installed here, where none can be pulled. */
export async function brokerImage({ output, signal }: Context): Promise<ExitCode> {
  const docker = await findDocker();
  if (docker === undefined) throw new WorkbookError(`${say.noDocker}.`, { next: say.noDockerNext });
  using progress = showProgress(process.stderr, { live: output.colour });
  await ensure(['java', 'jars'], { signal, onEvent: progress.onEvent });
  const parts = await findJavaParts();
  if (typeof parts === 'string') throw new WorkbookError(`${say.noJava}.`, { next: say.startNext });
  const { buildImage } = await import('../../lab/broker/image/build-image.ts');
  const image = await buildImage({ parts, docker, signal, onProgress: (text) => output.note(text) });
  output.print(say.imageBuilt(image));
  output.print(say.imageForCompose(image));
  output.data({ image });
  return 0;
}

/** Stops the broker that `broker start`, or another terminal of this workbook, started. */
export async function brokerStop({ output }: Context): Promise<ExitCode> {
  const before = await brokerStatus().catch(() => undefined);
  const done = await stopShared();
  output.data({ done });
  if (done === 'stopped') output.print(say.stopped(before?.label ?? say.unknown));
  else output.print(done === 'not-ours' ? say.notOurs : say.nothingToStop);
  return done === 'not-ours' ? 1 : 0;
}

/** Shows the broker that commands would use; exit code 1 where there is none. */
export async function brokerShow({ output }: Context): Promise<ExitCode> {
  const status = await brokerStatus();
  output.data(status ?? null);
  if (status === undefined) for (const line of await whyNone()) output.print(line);
  else for (const line of statusLines(status)) output.print(line);
  return status === undefined ? 1 : 0;
}

async function whyNone(): Promise<string[]> {
  const ended = await readEnded();
  return ended === undefined ? [say.nobodyRuns] : [say.nobodyRuns, ended];
}

function statusLines(status: BrokerStatus): string[] {
  const names = say.statusNames;
  return [
    say.statusLine(names.source, status.source),
    say.statusLine(names.address, status.brokers.join(', ')),
    say.statusLine(names.version, status.kafkaVersion ?? say.unknown),
    say.statusLine(names.uptime, status.uptimeSeconds === null ? say.unknown : say.duration(status.uptimeSeconds)),
    say.statusLine(names.memory, status.memoryBytes === null ? say.unknown : say.megabytes(status.memoryBytes)),
    say.statusLine(names.cluster, status.clusterId),
  ];
}
