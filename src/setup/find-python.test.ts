import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findPython, lastingPath } from './find-python.ts';
import { pipEnvironment, uvSettings } from './pip-install.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook python '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that answers like a Python of that kind. */
async function python(
  name: string,
  version: readonly number[],
  has: { venv?: boolean; ensurepip?: boolean; pip?: string | null } = {},
) {
  const file = join(folder, name);
  const answer = { executable: file, version, venv: true, ensurepip: true, pip: '24.0', ...has };
  await writeFile(file, `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`);
  await chmod(file, 0o755);
}

const find = () => findPython({ PATH: folder });

describe.skipIf(process.platform === 'win32')('the Python that is found', () => {
  test('is the first that is new enough', async () => {
    await python('python3', [3, 8, 1]);
    await python('python', [3, 12, 4]);
    await expect(find()).resolves.toMatchObject({ path: join(folder, 'python'), version: '3.12.4', pip: true });
  });

  test('may lack pip where it can make one, and ensurepip where its pip can work elsewhere', async () => {
    await python('python3', [3, 11, 2], { pip: null });
    await expect(find()).resolves.toMatchObject({ ensurepip: true, pip: false });
    await python('python3', [3, 11, 2], { ensurepip: false });
    await expect(find()).resolves.toMatchObject({ ensurepip: false, pip: true });
  });

  test('is missed with a sentence and a command', async () => {
    await expect(find()).rejects.toMatchObject({
      message: expect.stringMatching(
        /^There is no Python on this machine\. Everything but the notebooks works without it/,
      ),
      next: expect.stringMatching(/^install Python/),
    });
  });

  test('that is too old is named with its version', async () => {
    await python('python3', [3, 9, 18]);
    await expect(find()).rejects.toThrow(/python3 is Python 3\.9\.18; the workbook needs Python 3\.10/);
  });

  test('that cannot make environments names the package that Debian keeps apart', async () => {
    await python('python3', [3, 11, 2], { ensurepip: false, pip: null });
    await expect(find()).rejects.toMatchObject({ next: expect.stringContaining('python3.11-venv') });
  });

  test('of WORKBOOK_PYTHON is the only one looked at', async () => {
    await python('python3', [3, 12, 4]);
    await expect(findPython({ PATH: folder, WORKBOOK_PYTHON: '/nowhere/python' })).rejects.toThrow(
      /WORKBOOK_PYTHON names \/nowhere/,
    );
  });
});

test('uv learns from pip where packages come from, and the environment comes first', () => {
  const pip = `global.index-url='https://pypi.example/simple'\n:env:.cert='/etc/ca.pem'\nglobal.timeout='60'\n`;
  expect(uvSettings(pip, { SSL_CERT_FILE: '/own.pem' })).toMatchObject({
    UV_DEFAULT_INDEX: 'https://pypi.example/simple',
    SSL_CERT_FILE: '/own.pem',
  });
});

test('what a learner has set for their own packages does not lead ours astray, the way to an index stays', () => {
  const own = { PIP_USER: '1', PIP_TARGET: '/elsewhere', UV_PYTHON: '3.9', PYTHONPATH: '/lib', VIRTUAL_ENV: '/other' };
  expect(pipEnvironment({ ...own, PIP_INDEX_URL: 'https://pypi.example', PIP_CERT: '/ca.pem', PATH: '/bin' })).toEqual({
    PIP_USER: '0',
    PIP_INDEX_URL: 'https://pypi.example',
    PIP_CERT: '/ca.pem',
    PATH: '/bin',
  });
});

test("Homebrew's Python is known by the link that outlives an upgrade", () => {
  const real = '/opt/homebrew/Cellar/python@3.13/3.13.7/Frameworks/Python.framework/Versions/3.13/bin/python3.13';
  const link = '/opt/homebrew/opt/python@3.13/Frameworks/Python.framework/Versions/3.13/bin/python3.13';
  expect(lastingPath(real, (file) => file === link)).toBe(link);
  expect(lastingPath(real, () => false)).toBe(real);
  expect(lastingPath('/usr/bin/python3.13')).toBe('/usr/bin/python3.13');
});
