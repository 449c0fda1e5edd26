// What Windows does to Kafka, done to it here: folders that cannot be renamed, data that only the format tool has made.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from '#testkit';
import { clusterIdOf, kafkaClient } from '../../kafka/client.ts';
import { ensure } from '../../setup/start-setup.ts';
import { startEmbedded } from './embedded.ts';
import { findJavaParts, type JavaParts } from './java-parts.ts';
import { canHold, holdFolder } from './hold-folder.fixture.ts';
import { aotFile } from './prepared.ts';
import { trainByFormat } from './prepare.ts';
import { jvmFlags } from './jvm-flags.ts';
import { startKafka, type KafkaProcess } from './kafka-process.ts';
import { createRunFolder, removeRunFolder } from './run-folder.ts';
import { deleteTopics, removeByPrefix } from './sweep.ts';
import { windowsSettings } from './server-properties.ts';

let parts: JavaParts;
beforeAll(async () => {
  await ensure(['java', 'jars']);
  const found = await findJavaParts();
  if (typeof found === 'string') throw new Error(`there is no ${found}`);
  parts = found;
});

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).toReversed()) await each();
});

async function start(settings: Readonly<Record<string, string>>): Promise<KafkaProcess> {
  const run = await createRunFolder();
  undo.push(() => removeRunFolder(run.folder));
  const flags = jvmFlags('quick', parts.javaVersion);
  const extra = { listeners: [], formatArgs: [], settings };
  const plan = { parts, flags, template: undefined, port: undefined, graceMs: 0, extra };
  const kafka = await startKafka(run, plan, AbortSignal.timeout(60_000));
  undo.push(() => kafka.guard.stop());
  return kafka;
}

async function makeUnrenamable(dataFolder: string, topic: string): Promise<void> {
  for (const name of (await readdir(dataFolder)).filter((each) => each.startsWith(`${topic}-`))) {
    undo.push(await holdFolder(join(dataFolder, name)));
  }
}

async function withTopic(kafka: KafkaProcess) {
  const admin = kafkaClient(kafka.connection, { retries: 2 }).admin();
  await admin.connect();
  undo.push(() => admin.disconnect());
  await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 2 }] });
  await eventually(async () => (await readdir(kafka.dataFolder)).includes('orders-1'), {
    describe: 'the folder of the partition',
  });
  await makeUnrenamable(kafka.dataFolder, 'orders');
  return admin;
}

test.runIf(canHold)('where folders cannot be renamed, Kafka as it is gives up after a topic is deleted', async () => {
  const kafka = await start({});
  const admin = await withTopic(kafka);
  await admin.deleteTopics({ topics: ['orders'] }).catch(() => undefined);
  await eventually(() => kafka.guard.lost.aborted, { describe: 'the broker to end', within: 30_000 });
  expect(String(kafka.guard.lost.reason)).toMatch(/exit code/);
});

test.runIf(canHold)('with the settings for Windows it refuses, keeps the topic and lives on', async () => {
  const kafka = await start(windowsSettings);
  const admin = await withTopic(kafka);
  // kafkajs' version of the request has no error for it.
  await expect(admin.deleteTopics({ topics: ['orders'] })).rejects.toMatchObject({ type: 'INVALID_REQUEST', code: 42 });
  expect(await deleteTopics(admin, ['orders'])).toBe(false);
  expect(await removeByPrefix(kafka.connection, 'ord')).toEqual({ topics: [], groups: [], kept: [] });
  expect(await admin.listTopics()).toContain('orders');
  expect(await clusterIdOf(kafka.connection)).toBe(kafka.clusterId);
  expect(kafka.guard.lost.aborted).toBe(false);
});

test('data and cache of a run that only formats start a broker, each with an id of its own', async () => {
  const part = await mkdtemp(join(tmpdir(), 'workbook-prepared-'));
  onTestFinished(() => rm(part, { recursive: true }));
  await trainByFormat({ parts, part });
  const prepared = { folder: part, dataFolder: join(part, 'data'), aotCache: join(part, aotFile), ready: true };
  const signal = AbortSignal.timeout(60_000);
  await using broker = await startEmbedded({ parts, jit: 'quick', port: undefined, signal }, prepared);
  expect(await clusterIdOf(broker.connection)).toBe(broker.clusterId);
  // Where Kafka could not use them, they would have been thrown away.
  expect(await readdir(part)).toEqual(['data', aotFile]);
});
