import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { downloadAll, type KnownFile } from './download.ts';

// Disk and loopback are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const content = randomBytes(200_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const half = content.length / 2;

let folder: string;
let base: string;
let requests: { path: string; range: string | undefined }[];
let answer: (request: IncomingMessage, response: ServerResponse, count: number) => void;
const server = createServer((request, response) => {
  requests.push({ path: request.url ?? '', range: request.headers.range });
  answer(request, response, requests.length);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook download '));
  requests = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const known = (name: string): KnownFile => ({
  url: `${base}/${name}`,
  file: join(folder, name),
  size: content.length,
  sha256,
});

const ranged = (request: IncomingMessage, response: ServerResponse) => {
  const from = Number(/bytes=(?<from>\d+)-/.exec(request.headers.range ?? '')?.groups?.['from'] ?? 0);
  response.writeHead(from > 0 ? 206 : 200).end(content.subarray(from));
};

const download = (files: readonly KnownFile[], onBytes?: (bytes: number) => void, signal?: AbortSignal) =>
  downloadAll(files, { signal: signal ?? new AbortController().signal, stallMs: 5_000, ...(onBytes && { onBytes }) });

test('files arrive whole, under their own names, and are not asked for again', async () => {
  answer = ranged;
  let bytes = 0;
  await download([known('a.jar'), known('b.jar')], (sum) => (bytes = sum));
  expect(await readdir(folder)).toEqual(['a.jar', 'b.jar']);
  expect(await readFile(join(folder, 'a.jar'))).toEqual(content);
  expect(bytes).toBe(2 * content.length);
  await download([known('a.jar'), known('b.jar')]);
  expect(requests).toHaveLength(2);
});

test('a file with a wrong checksum is refused and fetched again', async () => {
  answer = (request, response, count) =>
    count === 1 ? response.end(Buffer.alloc(content.length)) : ranged(request, response);
  await download([known('a.jar')]);
  expect(requests).toHaveLength(2);
  expect(await readFile(join(folder, 'a.jar'))).toEqual(content);
});

test('a server that always sends something else is named, and nothing of it stays', async () => {
  answer = (_request, response) => response.end(Buffer.alloc(content.length));
  await expect(download([known('a.jar')])).rejects.toThrow(
    /a\.jar is not the file it should be: its checksum is wrong/,
  );
  expect(await readdir(folder)).toEqual([]);
});

// What has arrived is not yet what was written: a connection that breaks in between starts anew.
const sizeOfHalf = () => statSync(join(folder, 'a.jar.half'), { throwIfNoEntry: false })?.size;
async function onDisk(bytes: number): Promise<void> {
  await expect.poll(sizeOfHalf, { timeout: 10_000 }).toBe(bytes);
}

test('a connection that breaks is taken up where it broke', async () => {
  answer = (request, response, count) => {
    if (count > 1) return ranged(request, response);
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, half));
    void onDisk(half).then(() => response.destroy());
  };
  await download([known('a.jar')]);
  expect(requests.at(1)?.range).toBe(`bytes=${half}-`);
  expect(await readFile(join(folder, 'a.jar'))).toEqual(content);
});

test('an interrupted download goes on with the next run', async () => {
  const control = new AbortController();
  answer = (_request, response) => void response.writeHead(200).write(content.subarray(0, half));
  const interrupted = download([known('a.jar')], undefined, control.signal);
  interrupted.catch(() => {});
  await onDisk(half);
  control.abort();
  await expect(interrupted).rejects.toThrow('aborted');
  answer = ranged;
  await download([known('a.jar')]);
  expect(requests.at(-1)?.range).toBe(`bytes=${half}-`);
  expect(await readFile(join(folder, 'a.jar'))).toEqual(content);
});

test('a file that the server does not have fails at once', async () => {
  answer = (_request, response) => response.writeHead(404).end();
  await expect(download([known('a.jar')])).rejects.toThrow(/404 from .*a\.jar/);
  expect(requests).toHaveLength(1);
});
