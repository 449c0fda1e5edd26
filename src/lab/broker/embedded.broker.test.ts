import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually, Observer } from '#testkit';
import { startEmbedded } from './embedded.ts';
import { startBroker } from './find-broker.ts';
import { findJavaParts } from './java-parts.ts';
import { clusterIdOf } from '../../kafka/client.ts';
import type { OwnedBroker } from './owned-broker.ts';
import { readGuardRecord } from './run-folder.ts';
import { useClients } from './use-clients.ts';
import { brokerServes, Stranger } from './warm-up.ts';
import { isAlive } from '../../testkit/process/is-alive.ts';

let broker: OwnedBroker;
beforeAll(async () => {
  broker = await startBroker('embedded', {});
});
afterAll(() => broker[Symbol.asyncDispose]());

test('the first producer, transaction and group are served without a wait or an error', async () => {
  await useClients(broker.connection);
  expect(await clusterIdOf(broker.connection)).toBe(broker.clusterId);
});

test('others that start at the same time do no harm, and none by their end', async () => {
  {
    const pair = await Promise.all([startBroker('embedded', {}), startBroker('embedded', {})]);
    await using second = pair[0];
    await using third = pair[1];
    const ids = await Promise.all([broker, second, third].map(({ connection }) => clusterIdOf(connection)));
    expect(ids).toEqual([broker.clusterId, second.clusterId, third.clusterId]);
    expect(new Set(ids).size).toBe(3);
  }
  expect(await clusterIdOf(broker.connection)).toBe(broker.clusterId);
});

test('a broker that dies is lost, and another one starts at once', async () => {
  await using dying = await startBroker('embedded', {});
  const guard = await readGuardRecord(dying.run.folder);
  process.kill(guard?.children[0]?.pid ?? 0, 'SIGKILL');
  await eventually(() => dying.lost.aborted, { describe: 'the broker to be lost' });
  expect(String(dying.lost.reason)).toContain('SIGKILL');
  await using next = await startBroker('embedded', {});
  expect(await clusterIdOf(next.connection)).toBe(next.clusterId);
});

test('a broker whose guard is killed dies with it', async () => {
  await using orphan = await startBroker('embedded', {});
  const guard = await readGuardRecord(orphan.run.folder);
  process.kill(guard?.pid ?? 0, 'SIGKILL');
  await eventually(() => orphan.lost.aborted, { describe: 'the broker to be lost' });
  await eventually(() => !isAlive(guard?.children[0]?.pid ?? 0), { describe: 'the JVM to end' });
  expect(String(orphan.lost.reason)).toContain('guard');
});

test('what the JVM unpacks for a codec stands in the folder of its run, which goes with it', async () => {
  await using observer = new Observer(broker.connection);
  await observer.connect();
  const topic = 'compressed-by-the-broker';
  await observer.createTopic(topic, { config: { 'compression.type': 'lz4' } });
  await observer.produce(topic, [{ value: 'a'.repeat(1_000) }]);
  expect(await readdir(broker.run.folder)).toContainEqual(expect.stringMatching(/^liblz4/));
});

test('a port that another program has is left to it', async () => {
  const port = Number(broker.connection.brokers[0]?.split(':')[1]);
  await expect(startBroker('embedded', { port })).rejects.toThrow(`Port ${port} is taken by another program.`);
  expect(await clusterIdOf(broker.connection)).toBe(broker.clusterId);
});

test('a broker that took the port in the last moment is not taken for the own one', async () => {
  const [address = ''] = broker.connection.brokers;
  const expected = { host: '127.0.0.1', port: Number(address.split(':')[1]), clusterId: 'another-cluster-id-000' };
  await expect(brokerServes(expected, AbortSignal.timeout(5_000))).rejects.toBeInstanceOf(Stranger);
});

test('damaged prepared data and a damaged AOT cache do not break the start', async () => {
  const parts = await findJavaParts();
  if (typeof parts === 'string') throw new Error(`the step ${parts} is not done`);
  const folder = await mkdtemp(join(tmpdir(), 'workbook-prepared-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const damaged = { folder, dataFolder: join(folder, 'data'), aotCache: join(folder, 'kafka.aot'), ready: true };
  await mkdir(damaged.dataFolder);
  await writeFile(join(damaged.dataFolder, 'meta.properties'), 'version=7\ncluster.id=x\n');
  await writeFile(damaged.aotCache, 'no AOT cache');
  await using repaired = await startEmbedded(
    { parts, jit: 'quick', port: undefined, signal: AbortSignal.timeout(50_000) },
    damaged,
  );
  expect(await clusterIdOf(repaired.connection)).toBe(repaired.clusterId);
});

test('an abort ends the start', async () => {
  const stop = new AbortController();
  const start = startBroker('embedded', { signal: stop.signal });
  stop.abort(new Error('stopped by the learner'));
  await expect(start).rejects.toThrow('stopped by the learner');
});
