import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadClients, type Client } from '../comparison/contract/client.ts';
import { environmentPython } from './python-environment.ts';
import { runClient } from '../comparison/contract/run-client.ts';
import { toolVersion } from './toolchain.ts';

const root = mkdtempSync(join(tmpdir(), 'python clients '));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

const program = `
import json, sys
print(json.dumps({"outcome": "works", "version": "1", "runtime": "python", "evidence": {"python": sys.executable}}))
`;

function pythonClient(): Client {
  const name = `python-c${Math.random().toString(36).slice(2)}`;
  const folder = join(root, 'clients', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'main.py'), program);
  const declared = {
    formatVersion: 1,
    language: 'python',
    client: name.slice('python-'.length),
    package: 'x',
    version: '1.0.0',
    released: '2026-01-01',
    maintained: 'yes',
    engine: 'none',
    needs: [{ tool: 'python' }],
    build: [['pip', '--version']],
    run: ['python', 'main.py'],
  };
  writeFileSync(join(folder, 'client.json'), JSON.stringify(declared));
  const found = loadClients(root).find((client) => client.name === name);
  if (!found || 'error' in found) throw new Error(`not a client: ${name}`);
  return found;
}

const run = async (client: Client, progress: string[] = []) =>
  runClient(client, { words: ['x'], env: {}, onProgress: (text) => void progress.push(text) });

const hasPython = (await toolVersion('python')) !== undefined;

it.skipIf(!hasPython)(
  "a Python program runs in its own folder's environment, which is made once, and again when it is gone",
  { timeout: 180_000 },
  async () => {
    const client = pythonClient();
    const works = { kind: 'report', report: { evidence: { python: environmentPython(client.folder) } } };
    const [first, second] = await Promise.all([run(client), run(client)]);
    expect([first, second]).toMatchObject([works, works]);
    const progress: string[] = [];
    await run(client, progress);
    expect(progress).toEqual([]);
    rmSync(join(client.folder, '.venv'), { recursive: true, maxRetries: 5 });
    expect(await run(client, progress)).toMatchObject(works);
    expect(progress).not.toEqual([]);
  },
);
