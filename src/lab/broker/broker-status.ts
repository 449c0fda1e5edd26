// What `workbook broker status` tells, and how a shared broker is stopped.
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../../processes/ask.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { BrokerSource } from './broker.ts';
import { findDocker } from './docker.ts';
import { brokerText } from './words.ts';
import { findBroker } from './find-broker.ts';
import { idAt } from './running.ts';
import { askGuard, readGuardRecord, type GuardRecord } from './run-folder.ts';
import { readSharedRecords } from './shared-record.ts';

export interface BrokerStatus {
  /** How it came to be: given, started by compose (`running`), or by the workbook as `embedded` or `container`. */
  readonly source: BrokerSource;
  readonly brokers: readonly string[];
  readonly clusterId: string;
  readonly kafkaVersion: string | null;
  readonly label: string;
  /** Null where the workbook did not start it. */
  readonly uptimeSeconds: number | null;
  /** Memory of the JVM or the container. Null where it cannot be known. */
  readonly memoryBytes: number | null;
}

/** The broker that commands would use without starting one; undefined where there is none. Throws when a given one fails. */
export async function brokerStatus(): Promise<BrokerStatus | undefined> {
  const source = process.env['KAFKA_BOOTSTRAP_SERVERS'] ? 'given' : 'running';
  const broker = await findBroker({ source }).catch((error: unknown) => {
    if (source === 'given') throw error;
    return undefined;
  });
  if (broker === undefined) return undefined;
  const { brokers } = broker.connection;
  const found = { source: broker.source, brokers, label: broker.label, clusterId: broker.clusterId };
  return { ...found, kafkaVersion: broker.kafkaVersion ?? null, ...(await ownFacts(broker.clusterId)) };
}

/** What is known only of a broker that the workbook started. */
async function ownFacts(
  clusterId: string,
): Promise<Pick<BrokerStatus, 'uptimeSeconds' | 'memoryBytes'> & { source?: BrokerSource }> {
  const record = (await readSharedRecords()).find((each) => each.clusterId === clusterId);
  if (record === undefined) return { uptimeSeconds: null, memoryBytes: null };
  const guard = await readGuardRecord(record.folder);
  return {
    source: record.source,
    uptimeSeconds: Math.round((Date.now() - Date.parse(record.startedAt)) / 1_000),
    memoryBytes: guard === undefined ? null : await memoryOf(guard).catch(() => null),
  };
}

async function memoryOf({ children, container }: GuardRecord): Promise<number | null> {
  if (container !== null) return containerMemory(container);
  const sizes = await Promise.all(children.map(({ pid }) => processMemory(pid)));
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0);
}

/** The resident memory of a process, in bytes. */
async function processMemory(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const kilobytes = /^VmRSS:\s+(?<kb>\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.groups?.['kb'];
    return Number(kilobytes) * 1_024;
  }
  if (process.platform !== 'win32') return Number((await ask('ps', ['-o', 'rss=', '-p', `${pid}`])).stdout) * 1_024;
  // "java.exe","4711","Console","1","301,212 K"
  const { stdout } = await ask('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
  return Number(stdout.split('","').at(-1)?.replaceAll(/\D/g, '')) * 1_024;
}

async function containerMemory(name: string): Promise<number | null> {
  const docker = await findDocker();
  const stats = await docker?.container.getById(name).stats({ stream: false });
  return stats?.memory_stats.usage ?? null;
}

const stopSeconds = 10;

/** Stops the broker that a terminal shares; says what it did. Throws when it does not end. */
export async function stopShared(): Promise<'stopped' | 'nothing-to-stop' | 'not-ours'> {
  for (const { folder, connection, clusterId } of await readSharedRecords()) {
    const guard = await readGuardRecord(folder);
    // What answers on this machine with the id of the record is its broker, whatever machine the record names.
    const here = (await idAt(connection)) === clusterId;
    if (guard === undefined || (await askGuard(guard, 'stop', { here })) !== 'alive') continue;
    await untilDead(guard);
    return 'stopped';
  }
  const other = await findBroker({ source: 'running' }).catch(() => undefined);
  return other === undefined ? 'nothing-to-stop' : 'not-ours';
}

async function untilDead(guard: GuardRecord): Promise<void> {
  const deadline = Date.now() + stopSeconds * 1_000;
  while ((await askGuard(guard, 'ping', { here: true })) !== 'dead') {
    if (Date.now() > deadline) {
      throw new WorkbookError(brokerText.stopFailed, { next: brokerText.stopFailedNext(guard.pid) });
    }
    await delay(50);
  }
}
