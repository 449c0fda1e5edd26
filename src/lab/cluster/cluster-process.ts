// Three JVMs that are one cluster, in one folder and behind one guard: from their settings to the first served request.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { copyData, copyFormatted, formatData, newClusterId } from '../broker/data-folder.ts';
import { freePorts } from '../broker/free-ports.ts';
import { startGuard, type Guard, type GuardedChild } from '../broker/guard.ts';
import type { JavaParts } from '../broker/java-parts.ts';
import type { RunFolder } from '../broker/run-folder.ts';
import { serverProperties } from '../broker/server-properties.ts';
import { brokerServes } from '../broker/warm-up.ts';
import { clusterSettings, nodeIds, type NodeId } from './cluster-settings.ts';
import { isWhole } from './look.ts';

export interface ClusterPlan {
  readonly parts: JavaParts;
  /** Flags of each JVM, without the class path. */
  readonly flags: readonly string[];
  /** A folder with the data of each node to start from; without one, they are formatted. */
  readonly template: string | undefined;
  /** How long a clean end of a node may take, in milliseconds. */
  readonly graceMs: number;
}

export interface ClusterNode {
  readonly id: NodeId;
  /** The name of its process, and of its folder in the run's. */
  readonly name: string;
  /** `host:port` for clients. */
  readonly address: string;
  readonly controllerPort: number;
}

export interface ClusterProcess {
  readonly guard: Guard;
  readonly clusterId: string;
  readonly nodes: readonly ClusterNode[];
}

const startSeconds = 180;

export const nodeName = (id: NodeId): string => `broker-${id}`;

/** Starts all nodes and waits until each serves and all replicas are in sync. When that fails, nothing runs any more. */
export async function startClusterIn(run: RunFolder, plan: ClusterPlan, signal: AbortSignal): Promise<ClusterProcess> {
  const nodes = await newNodes();
  const clusterId = newClusterId();
  await Promise.all(nodes.map((node) => writeSettings(run, node, nodes)));
  await makeData(run, plan, clusterId);
  const guard = await startGuard(run, { children: nodes.map((node) => javaProcess(run, plan, node)) });
  try {
    const over = AbortSignal.any([guard.lost, signal, AbortSignal.timeout(startSeconds * 1_000)]);
    await Promise.all(nodes.map((node) => nodeServes(node, clusterId, over)));
    await whole(nodes, over);
  } catch (error) {
    await guard.stop();
    throw error;
  }
  return { guard, clusterId, nodes };
}

/** Resolves when a node answers and finds the coordinators of groups and transactions. */
export async function nodeServes({ address }: ClusterNode, clusterId: string, signal: AbortSignal): Promise<void> {
  const [host = '', port] = address.split(':');
  await brokerServes({ host, port: Number(port), clusterId, oneOfSeveral: true }, signal);
}

const lookEveryMs = 20;

/** Resolves when every node sees all nodes, and all replicas in sync. Rejects with the signal's reason. */
export async function whole(nodes: readonly ClusterNode[], signal: AbortSignal): Promise<void> {
  const addresses = nodes.map(({ address }) => address);
  while (!(await isWhole(addresses, nodes.length).catch(() => false))) {
    signal.throwIfAborted();
    await delay(lookEveryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function newNodes(): Promise<ClusterNode[]> {
  const ports = await freePorts(2 * nodeIds.length);
  return nodeIds.map((id, at) => ({
    id,
    name: nodeName(id),
    address: `127.0.0.1:${ports[at] ?? 0}`,
    controllerPort: ports[at + nodeIds.length] ?? 0,
  }));
}

async function writeSettings(run: RunFolder, node: ClusterNode, nodes: readonly ClusterNode[]): Promise<void> {
  const folder = join(run.folder, node.name);
  await mkdir(folder, { recursive: true });
  const text = serverProperties({
    dataFolder: join(folder, 'data'),
    brokerPort: Number(node.address.split(':')[1]),
    controllerPort: node.controllerPort,
    node: { id: node.id, voters: nodes.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join() },
    extraSettings: clusterSettings(),
  });
  await writeFile(join(folder, 'server.properties'), text);
}

async function makeData(run: RunFolder, { parts, template }: ClusterPlan, clusterId: string): Promise<void> {
  const dataOf = (id: NodeId): string => join(run.folder, nodeName(id), 'data');
  if (template !== undefined) {
    await Promise.all(nodeIds.map((id) => copyData(join(template, nodeName(id)), dataOf(id), clusterId)));
    return;
  }
  const [first, ...others] = nodeIds;
  // Formatting takes a JVM's start, and its results differ in two lines.
  await formatData(parts, join(run.folder, nodeName(first), 'server.properties'), { clusterId });
  await Promise.all(others.map((id) => copyFormatted(dataOf(first), dataOf(id), id)));
}

function javaProcess(run: RunFolder, { parts, flags, graceMs }: ClusterPlan, { name }: ClusterNode): GuardedChild {
  const folder = join(run.folder, name);
  const properties = join(folder, 'server.properties');
  return {
    name,
    command: parts.java,
    // Its compression libraries are unpacked there, and go with the run however the JVM ends.
    args: [...flags, `-Djava.io.tmpdir=${folder}`, '-cp', parts.classPath, 'kafka.Kafka', properties],
    logFile: join(folder, 'kafka.log'),
    graceMs,
  };
}
