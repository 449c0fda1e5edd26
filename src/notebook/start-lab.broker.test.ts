import { readdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ensure } from '../setup/start-setup.ts';
import { startLab } from './start-lab.ts';

const home = mkdtempSync(join(tmpdir(), 'workbook-home-'));
const broker = { connection: { brokers: ['127.0.0.1:1'] }, env: {} };

beforeAll(() => ensure(['jupyter', 'kernel']), 600_000);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

test('JupyterLab opens a notebook on our kernel only, asks for its token, ends with us, and leaves the home alone', async () => {
  vi.stubEnv('HOME', home);
  const ended: Promise<void>[] = [];
  {
    await using lab = await startLab({ broker });
    ended.push(lab.ended);
    const address = new URL(lab.url('01-connections'));
    const token = address.searchParams.get('token');
    expect(address.hostname).toBe('127.0.0.1');
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(new URL('/api/kernelspecs', address))).status).toBe(403);
    const specs = await fetch(new URL(`/api/kernelspecs?token=${token}`, address));
    expect(Object.keys(z.object({ kernelspecs: z.looseObject({}) }).parse(await specs.json()).kernelspecs)).toEqual([
      'tslab',
    ]);
  }
  await Promise.all(ended);
  expect(readdirSync(home)).toEqual([]);
});
