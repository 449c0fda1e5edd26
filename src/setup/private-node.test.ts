// How the workbook comes by a Node where npm has none for the machine: the server is a folder of files on this machine.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { curlFile, systemProgram } from '../../bin/curl-file.mjs';
import { downloadNode } from '../../bin/download-node.mjs';
import { kindOfFailure } from '../../bin/explain-failure.mjs';
import { fits, looksLikeNode } from '../../bin/private-node.mjs';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let base: string;
let ranges: (string | undefined)[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => {
  ranges.push(request.headers.range);
  answer(request, response);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook node '));
  ranges = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  vi.stubEnv('WORKBOOK_NODE_MIRROR', `${base}/mirror/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const log = () => join(folder, 'node.log');
const content = Buffer.alloc(300_000, 'abcdefg');

test('a download goes on where it was interrupted, and one that is whole is not sent again', async () => {
  const file = join(folder, 'a.bin');
  answer = (request, response) => {
    const from = Number(/bytes=(?<from>\d+)-/.exec(request.headers.range ?? '')?.groups?.['from'] ?? 0);
    if (from >= content.length) return void response.writeHead(416).end();
    const range = `bytes ${from}-${content.length - 1}/${content.length}`;
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? { 'content-range': range } : {}).end(content.subarray(from));
  };
  await writeFile(file, content.subarray(0, 100_000));
  await curlFile(`${base}/a.bin`, file, { log: log() });
  expect(await readFile(file)).toEqual(content);
  await curlFile(`${base}/a.bin`, file, { log: log() });
  expect(await readFile(file)).toEqual(content);
  expect(ranges).toEqual(['bytes=100000-', `bytes=${content.length}-`]);
});

const name = `node-v24.99.0-${process.platform}-${process.arch}.tar.gz`;

/** An archive as nodejs.org has it. */
async function archive(): Promise<Buffer> {
  const root = join(folder, 'source', 'node-v24.99.0');
  await mkdir(join(root, 'bin'), { recursive: true });
  await writeFile(join(root, 'bin', 'node'), '#!/bin/sh\n');
  await chmod(join(root, 'bin', 'node'), 0o755);
  execFileSync('tar', ['-czf', join(folder, 'made.tar.gz'), '-C', join(folder, 'source'), 'node-v24.99.0']);
  return readFile(join(folder, 'made.tar.gz'));
}

const serve = (bytes: Buffer, sum: string) => (request: IncomingMessage, response: ServerResponse) => {
  if (request.url === '/mirror/v24.99.0/SHASUMS256.txt') return void response.end(`${sum}  ${name}\n`);
  if (request.url === `/mirror/v24.99.0/${name}`) return void response.end(bytes);
  response.writeHead(404).end();
};

test.skipIf(process.platform === 'win32')('Node comes from the mirror, verified and unpacked', async () => {
  const bytes = await archive();
  answer = serve(bytes, createHash('sha256').update(bytes).digest('hex'));
  await downloadNode('24.99.0', { folder: join(folder, 'node'), log: log() });
  expect(await readFile(join(folder, 'node', 'bin', 'node'), 'utf8')).toBe('#!/bin/sh\n');
});

test.skipIf(process.platform === 'win32')('a wrong checksum is refused, and what came is not kept', async () => {
  answer = serve(await archive(), 'f'.repeat(64));
  const failed = downloadNode('24.99.0', { folder: join(folder, 'node'), log: log() });
  await expect(failed).rejects.toMatchObject({
    server: new URL(base).host,
    cause: { message: expect.stringMatching(/should be f{64}/) },
  });
  await expect(readFile(join(folder, name))).rejects.toThrow('ENOENT');
});

test('a server that is not reached is named, and what failed is the network', async () => {
  vi.stubEnv('WORKBOOK_NODE_MIRROR', 'http://127.0.0.1:1');
  const failure = await downloadNode('24.99.0', { folder: join(folder, 'node'), log: log() }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ name: 'DownloadFailed', server: '127.0.0.1:1' });
  expect(kindOfFailure(failure)).toBe('network');
});

test('a version that the server does not have is not found', async () => {
  answer = (_request, response) => response.writeHead(404).end();
  const failure = await downloadNode('24.99.0', { folder: join(folder, 'node'), log: log() }).catch(
    (error: unknown) => error,
  );
  expect(kindOfFailure(failure)).toBe('not-found');
});

test.for([
  ['24.15.0', 'linux-x64', true],
  ['24.14.9', 'linux-x64', false],
  ['26.10.0', 'win32-x64', false],
  ['24.6.0', 'darwin-arm64', true],
  ['24.5.0', 'darwin-arm64', false],
  ['26.10.0', 'darwin-arm64', true],
  ['25.1.0', 'darwin-x64', false],
  ['26.0.0', 'win32-arm64', true],
  ['26.0.0', 'linux-x64-musl', true],
  ['22.22.0', 'darwin-arm64', false],
] as const)('Node %s on %s is taken as it is: %s', ([version, machine, expected]) =>
  expect(fits(version, machine)).toBe(expected),
);

test('an empty file, or none, is not taken for Node', async () => {
  const file = join(folder, 'node');
  expect(looksLikeNode(file)).toBe(false);
  await writeFile(file, '');
  await chmod(file, 0o755);
  expect(looksLikeNode(file)).toBe(false);
  expect(looksLikeNode(process.execPath)).toBe(true);
});

test("Windows' own tar and curl are meant, not those of Git's shell", () => {
  expect(systemProgram('tar', 'linux')).toBe('tar');
  expect(systemProgram('tar', 'win32', { SystemRoot: 'D:\\Windows' })).toMatch(/^D:\\Windows.System32.tar\.exe$/);
});
