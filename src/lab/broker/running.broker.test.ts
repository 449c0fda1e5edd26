import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokerStatus, stopShared } from './broker-status.ts';
import { findBroker, startBroker } from './find-broker.ts';
import { findRunning } from './running.ts';
import { shareAlone } from './share-alone.fixture.ts';
import { readSharedRecords, writeSharedRecord } from './shared-record.ts';

// The proof of the whole workbook names a broker, which would come before the ones that are started here.
delete process.env['KAFKA_BOOTSTRAP_SERVERS'];

let signal: AbortSignal;
let release: () => Promise<void>;
beforeAll(async () => {
  release = await shareAlone();
  signal = AbortSignal.timeout(60_000);
});
afterAll(async () => release());

test('a broker that one terminal shares is found from another, until it is gone', async () => {
  let clusterId;
  {
    await using shared = await startBroker('embedded', { share: true });
    clusterId = shared.clusterId;
    await using found = await findBroker({ source: 'auto' });
    expect(found).toMatchObject({ source: 'running', clusterId: shared.clusterId, connection: shared.connection });
  }
  expect(await readSharedRecords()).not.toContainEqual(expect.objectContaining({ clusterId }));
});

test(
  'three brokers that one terminal shares are found by whoever wants three, and one is not',
  { timeout: 180_000 },
  async () => {
    await using shared = await startBroker('embedded', { share: true, brokers: 3 });
    await using found = await findBroker({ source: 'running', brokers: 3 });
    expect(found).toMatchObject({ clusterId: shared.clusterId, connection: { brokers: shared.connection.brokers } });
    expect(shared.connection.brokers).toHaveLength(3);
    await shared[Symbol.asyncDispose]();
    await using single = await startBroker('embedded', { share: true });
    await expect(findBroker({ source: 'running', brokers: 3 })).rejects.toThrow('no three brokers');
    expect(single.connection.brokers).toHaveLength(1);
  },
);

test('a stranger at the address of the shared broker is not taken for it', async () => {
  await using stranger = await startBroker('embedded', {});
  const { run, source, connection, kafkaVersion } = stranger;
  const startedAt = new Date().toISOString();
  await writeSharedRecord(run, { source, connection, kafkaVersion, startedAt, clusterId: 'another-cluster-id-000' });
  expect(await findRunning({ signal })).not.toMatchObject({ broker: { connection: stranger.connection } });
});

test('a broker that was left running shows its status and is stopped from another process', async () => {
  const broker = await startBroker('embedded', { share: true });
  await broker.leave();
  const status = await brokerStatus();
  expect(status).toMatchObject({ source: 'embedded', brokers: broker.connection.brokers, clusterId: broker.clusterId });
  expect(status?.memoryBytes).toBeGreaterThan(50_000_000);
  expect(status?.memoryBytes).toBeLessThan(400_000_000);
  expect(await stopShared()).toBe('stopped');
  expect(existsSync(broker.run.folder)).toBe(false);
});
