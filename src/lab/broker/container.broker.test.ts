import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '#testkit';
import { z } from 'zod';
import { findDocker, imageAtHand } from './docker.ts';
import { startBroker } from './find-broker.ts';
import { clusterIdOf } from '../../kafka/client.ts';
import { readGuardRecord } from './run-folder.ts';
import { useClients } from './use-clients.ts';

const docker = await findDocker();
const image = docker && (await imageAtHand(docker));

// oxlint-disable-next-line vitest/expect-expect -- it is there to say why the others are skipped
test.runIf(image === undefined)('containers are not tested here', ({ skip }) => {
  skip(docker === undefined ? 'Docker does not answer' : 'no image is here: workbook broker image builds one');
});

async function containerOf(folder: string): Promise<string> {
  return (await readGuardRecord(folder))?.container ?? '';
}

async function isThere(name: string): Promise<boolean> {
  const found = await docker?.container
    .getById(name)
    .inspect()
    .catch(() => undefined);
  return found !== undefined;
}

describe.skipIf(image === undefined)('containers', () => {
  test('the first producer, transaction and group are served without a wait or an error', async () => {
    let name;
    {
      await using broker = await startBroker('container', {});
      name = await containerOf(broker.run.folder);
      await useClients(broker.connection);
      expect(await clusterIdOf(broker.connection)).toBe(broker.clusterId);
      expect(await isThere(name)).toBe(true);
    }
    expect(await isThere(name)).toBe(false);
  });

  test('a container that dies is lost', async () => {
    await using broker = await startBroker('container', {});
    const name = await containerOf(broker.run.folder);
    await docker?.container.getById(name).kill();
    await eventually(() => broker.lost.aborted, { describe: 'the broker to be lost' });
    expect(String(broker.lost.reason)).toContain('the container ended');
  });

  test('nothing is left of a container whose owner is killed', async () => {
    const entry = join(import.meta.dirname, 'hold-broker.fixture.ts');
    const owner = spawn(process.execPath, [entry, 'container'], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void owner.kill('SIGKILL'));
    const line: unknown = (await createInterface({ input: owner.stdout })[Symbol.asyncIterator]().next()).value;
    const { guard } = z.object({ guard: z.object({ container: z.string() }) }).parse(JSON.parse(String(line)));
    expect(await isThere(guard.container)).toBe(true);
    owner.kill('SIGKILL');
    await eventually(async () => !(await isThere(guard.container)), {
      describe: 'the container to be gone',
      within: 15_000,
    });
  });
});
