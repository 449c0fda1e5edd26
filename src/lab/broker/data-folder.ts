// The data folder of an embedded broker before its first start: formatted by Kafka's own tool, or copied from one that
// was formatted, started and cleanly stopped before, so that its internal topics are there already.
import { randomBytes } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask } from '../../processes/ask.ts';
import { javaEnvironment } from './java-environment.ts';
import { kafkaLogReason } from './kafka-log.ts';
import { jvmFlags } from './jvm-flags.ts';
import type { JavaParts } from './java-parts.ts';
import { brokerText } from './words.ts';

/** A new id in Kafka's form: 16 random bytes in base64url. Never with a leading dash, which command lines take for an option. */
export function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}

export interface FormatOptions {
  readonly clusterId: string;
  /** Further arguments of Kafka's tool, such as `--add-scram`. */
  readonly args?: readonly string[];
  /** Further flags of its JVM. */
  readonly flags?: readonly string[];
}

/** Formats the data folder that a server.properties names. Takes a JVM's start, about a second. */
export async function formatData(parts: JavaParts, propertiesFile: string, options: FormatOptions): Promise<void> {
  const flags = [...jvmFlags('quick', parts.javaVersion), ...(options.flags ?? [])];
  const args = [...flags, '-cp', parts.classPath, 'kafka.tools.StorageTool'];
  try {
    const format = [...args, 'format', '-t', options.clusterId, '-c', propertiesFile, ...(options.args ?? [])];
    await ask(parts.java, format, { env: javaEnvironment() });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? kafkaLogReason(String(error.stderr)) : undefined;
    throw new Error(said ?? brokerText.notFormatted, { cause: error });
  }
}

/** Copies a prepared data folder and gives it a cluster id of its own. Only meta.properties names the id. */
export async function copyData(from: string, to: string, clusterId: string): Promise<void> {
  await cp(from, to, { recursive: true });
  await rewriteMeta(to, { 'cluster.id': clusterId });
}

/** Copies a folder that was formatted, and not more, for another node of the same cluster. */
export async function copyFormatted(from: string, to: string, nodeId: number): Promise<void> {
  await cp(from, to, { recursive: true });
  await rewriteMeta(to, { 'node.id': String(nodeId), 'directory.id': newClusterId() });
}

async function rewriteMeta(folder: string, values: Readonly<Record<string, string>>): Promise<void> {
  const file = join(folder, 'meta.properties');
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => {
    const key = line.split('=', 1).join();
    return key in values ? `${key}=${values[key]}` : line;
  });
  await writeFile(file, lines.join('\n'));
}
