// One JVM running Kafka in a folder of its own, from its settings file to the first served request.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '../../kafka/connection.ts';
import { copyData, formatData, newClusterId } from './data-folder.ts';
import { freePorts } from './free-ports.ts';
import { startGuard, type Guard } from './guard.ts';
import type { JavaParts } from './java-parts.ts';
import type { RunFolder } from './run-folder.ts';
import { serverProperties, type ExtraListener } from './server-properties.ts';
import { usersListener } from './users-listener.ts';
import { brokerServes } from './warm-up.ts';

export interface KafkaPlan {
  readonly parts: JavaParts;
  /** Flags of the JVM, without the class path. */
  readonly flags: readonly string[];
  /** A data folder to start from; without one, a new one is formatted. */
  readonly template: string | undefined;
  /** A fixed port, or undefined for any free one. */
  readonly port: number | undefined;
  /** How long a clean end may take, in milliseconds; 0 kills the JVM at the end, because its data is thrown away. */
  readonly graceMs: number;
  /** Further ways into the broker, beside the plain one and the one for users. */
  readonly extra?: KafkaExtra;
}

export interface KafkaExtra {
  readonly listeners: readonly ExtraListener[];
  readonly settings: Readonly<Record<string, string>>;
  /** Arguments for the format, which then must not come from a template. */
  readonly formatArgs: readonly string[];
}

export interface KafkaProcess {
  readonly guard: Guard;
  readonly connection: Connection;
  readonly clusterId: string;
  /** Where users log in. */
  readonly users: string;
  readonly dataFolder: string;
}

const nothingExtra: KafkaExtra = { listeners: [], settings: {}, formatArgs: [] };

const startSeconds = 120;

/** Starts Kafka and waits until it serves producers and groups. When that fails, nothing runs any more. */
export async function startKafka(run: RunFolder, plan: KafkaPlan, signal: AbortSignal): Promise<KafkaProcess> {
  const [controllerPort = 0, usersPort = 0, freePort = 0] = await freePorts(3);
  const brokerPort = plan.port ?? freePort;
  const [clusterId, dataFolder] = [newClusterId(), join(run.folder, 'data')];
  const propertiesFile = join(run.folder, 'server.properties');
  const { listeners, settings: extraSettings, formatArgs: args } = plan.extra ?? nothingExtra;
  const extraListeners = [usersListener(usersPort), ...listeners];
  const options = { dataFolder, brokerPort, controllerPort, extraListeners, extraSettings };
  await writeFile(propertiesFile, serverProperties(options));
  if (plan.template === undefined) await formatData(plan.parts, propertiesFile, { clusterId, args });
  else await copyData(plan.template, dataFolder, clusterId);
  const guard = await startGuard(run, { children: [javaProcess(run, plan, propertiesFile)] });
  const connection = { brokers: [`127.0.0.1:${brokerPort}`] };
  try {
    const over = AbortSignal.any([guard.lost, signal, AbortSignal.timeout(startSeconds * 1_000)]);
    await brokerServes({ host: '127.0.0.1', port: brokerPort, clusterId }, over);
  } catch (error) {
    await guard.stop();
    throw error;
  }
  return { guard, connection, clusterId, users: `127.0.0.1:${usersPort}`, dataFolder };
}

function javaProcess(run: RunFolder, { parts, flags, graceMs }: KafkaPlan, propertiesFile: string) {
  return {
    name: '',
    command: parts.java,
    // Its compression libraries are unpacked there, and go with the run however the JVM ends.
    args: [...flags, `-Djava.io.tmpdir=${run.folder}`, '-cp', parts.classPath, 'kafka.Kafka', propertiesFile],
    logFile: join(run.folder, 'kafka.log'),
    graceMs,
  };
}
