import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../../testkit/eventually.ts';
import { loadClients, type Client } from './client.ts';
import { runClient } from './run-client.ts';
import { isOlder } from '../../toolchains/toolchain.ts';
import { isAlive } from '../../testkit/process/is-alive.ts';

const root = mkdtempSync(join(tmpdir(), 'clients '));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

/** A client whose program is the given JavaScript. */
function clientThat(program: string, name = `node-c${Math.random().toString(36).slice(2)}`): Client {
  const folder = join(root, 'clients', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'main.mjs'), program);
  const [language, ...rest] = name.split('-');
  const declared = {
    formatVersion: 1,
    language,
    client: rest.join('-'),
    package: 'x',
    version: '1.0.0',
    released: '2026-01-01',
    maintained: 'yes',
    engine: 'none',
    needs: [{ tool: 'node' }],
    build: [],
    run: ['node', 'main.mjs'],
  };
  writeFileSync(join(folder, 'client.json'), JSON.stringify(declared));
  const found = loadClients(root).find((client) => client.name === name);
  if (!found || 'error' in found) throw new Error(`not a client: ${name}`);
  return found;
}

const run = (program: string, deadlineMs = 10_000) =>
  runClient(clientThat(program), { words: ['feature', 'connect'], env: {}, deadlineMs });

describe('a client program', () => {
  it('yields the report of its last line, whatever it printed before', async () => {
    const outcome = await run(
      `console.log('hello'); console.log(JSON.stringify({outcome: 'works', version: '1', runtime: 'n', evidence: {words: process.argv.slice(2)}}))`,
    );
    expect(outcome).toMatchObject({ kind: 'report', report: { evidence: { words: ['feature', 'connect'] } } });
  });

  it('that prints nonsense is a row that says so', async () => {
    expect(await run(`console.log('done!')`)).toMatchObject({
      kind: 'broke',
      reason: 'printed nonsense instead of a result line: done!',
    });
  });

  it('that breaks the contract is told which field', async () => {
    const outcome = await run(`console.log('{"outcome":"fine"}')`);
    expect(outcome).toMatchObject({ kind: 'broke', reason: expect.stringContaining('outcome:') });
  });

  it('that dies is a row with its exit code', async () => {
    expect(await run(`process.exit(7)`)).toMatchObject({
      kind: 'broke',
      reason: 'printed no result line and ended with code 7',
    });
  });

  it('that hangs is killed at its deadline', { timeout: 15_000 }, async () => {
    expect(await run(`setInterval(() => {}, 1000)`, 100)).toMatchObject({
      kind: 'broke',
      reason: 'gave no answer within 0.1 s and was killed',
    });
  });

  const helper = `import { spawn } from 'node:child_process';
    spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20_000)'], { stdio: 'inherit' });`;

  it(
    'whose helper holds its output open ends all the same, by itself or at its deadline',
    { timeout: 18_000 },
    async () => {
      const right = `console.log('{"outcome":"works","version":"1","runtime":"n"}'); process.exit(0);`;
      expect(await run(helper + right)).toMatchObject({ kind: 'report' });
      expect(await run(`${helper} setInterval(() => {}, 1000);`, 100)).toMatchObject({ kind: 'broke' });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'that is killed takes along what it has started',
    { timeout: 15_000 },
    async () => {
      const client = clientThat(`import { spawn } from 'node:child_process';
      const { pid } = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
      console.error(pid); setInterval(() => {}, 1000);`);
      const outcome = await runClient(client, { words: ['x'], env: {}, deadlineMs: 100 });
      const pid = outcome.kind === 'broke' ? Number(outcome.log) : Number.NaN;
      expect(pid).toBeGreaterThan(0);
      await eventually(() => !isAlive(pid), { describe: 'its child to end' });
    },
  );

  const ends = `() => { console.log('{"outcome":"works","version":"1","runtime":"n"}'); process.exit(0); }`;
  const waits = `console.log('ready'); setInterval(() => {}, 1000);`;
  const toldToStop = [
    ['by the end of its input', `process.stdin.once('end', ${ends}).resume();`, true],
    [
      'by a signal, where it does not heed its input',
      `process.once('SIGTERM', ${ends});`,
      process.platform !== 'win32',
    ],
  ] as const;

  for (const [how, program, canBe] of toldToStop) {
    it.runIf(canBe)(`that is ready is looked at and then told to stop ${how}`, { timeout: 20_000 }, async () => {
      const looked: string[] = [];
      const whileReady = async () => void looked.push('yes');
      const outcome = await runClient(clientThat(program + waits), { words: ['x'], env: {}, whileReady });
      expect(looked).toEqual(['yes']);
      expect(outcome).toMatchObject({ kind: 'report' });
    });
  }

  it('that nobody looks at has no input that could end and be taken for a word', async () => {
    const program = `console.log(JSON.stringify({ outcome: 'works', version: '1', runtime: String(process.env.STOP_BY) }))`;
    expect(await run(program)).toMatchObject({ kind: 'report', report: { runtime: 'undefined' } });
  });

  it('whose build is broken off does not wait for its end', async () => {
    const client = { ...clientThat(''), build: [['node', '-e', 'setTimeout(() => {}, 60_000)']] };
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    const outcome = await runClient(client, { words: ['x'], env: {}, signal: stop.signal, onProgress });
    expect(outcome).toMatchObject({ kind: 'not-run', reason: expect.stringMatching(/^does not build/) });
  });

  it('is built again where what its build made is gone', async () => {
    const make = `require('node:fs').mkdirSync('bin', { recursive: true })`;
    const right = `console.log('{"outcome":"works","version":"1","runtime":"n"}')`;
    const client = { ...clientThat(right), build: [['node', '-e', make]] };
    const progress: string[] = [];
    const again = async () =>
      runClient(client, { words: ['x'], env: {}, onProgress: (text) => void progress.push(text) });
    await again();
    await again();
    expect(progress).toHaveLength(1);
    rmSync(join(client.folder, 'bin'), { recursive: true });
    expect(await again()).toMatchObject({ kind: 'report' });
    expect(progress).toHaveLength(2);
  });

  it('whose build fails is told by the lines that name an error', async () => {
    const said = [
      'npm error code EUSAGE',
      'npm error',
      'npm error Run "npm help ci"',
      'npm error A complete log of this',
    ];
    const program = `console.error(${JSON.stringify(said.join('\n'))}); process.exit(1)`;
    const client = { ...clientThat(''), build: [['node', '-e', program]] };
    expect(await runClient(client, { words: ['x'], env: {} })).toMatchObject({
      kind: 'not-run',
      reason: 'does not build: npm error code EUSAGE',
    });
  });

  it('whose tool is missing is not run, and says what it needs', async () => {
    const client = { ...clientThat(''), needs: [{ tool: 'node' as const, atLeast: '99.1' }] };
    expect(await runClient(client, { words: ['x'], env: {} })).toMatchObject({
      kind: 'not-run',
      reason: expect.stringMatching(/^needs node 99\.1, found /),
    });
  });

  it('whose build fails is not run, and says the last words of the build', async () => {
    const client = { ...clientThat(''), build: [['node', '-e', 'console.error("no luck"); process.exit(1)']] };
    expect(await runClient(client, { words: ['x'], env: {} })).toMatchObject({
      kind: 'not-run',
      reason: 'does not build: no luck',
    });
  });
});

describe('the folder of clients', () => {
  it('keeps a broken client as a row that says so', () => {
    const folder = join(root, 'broken', 'clients');
    mkdirSync(join(folder, 'go-x'), { recursive: true });
    cpSync(clientThat('', 'node-whole').folder, join(folder, 'node-whole'), { recursive: true });
    writeFileSync(join(folder, 'go-x', 'client.json'), '{"language": "klingon"}');
    const [broken, whole] = loadClients(join(root, 'broken'));
    expect(broken).toMatchObject({
      name: 'go-x',
      error: { message: expect.stringContaining('does not describe a client') },
    });
    expect(whole).toMatchObject({ name: 'node-whole', language: 'node' });
  });
});

describe('versions of tools', () => {
  it.each([
    ['1.26.8', '1.26', false],
    ['1.9', '1.26', true],
    ['22.12.0', '22.12', false],
    ['22.11.9', '22.12', true],
    ['24', '24.0', false],
  ])('%s against %s is older: %s', (found, atLeast, older) => expect(isOlder(found, atLeast)).toBe(older));
});
