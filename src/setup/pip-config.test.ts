import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parsePipConfig, pipSettings } from './pip-config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook pip '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a section of installing is stronger than the global one, others say nothing, and values go on in indented lines', () => {
  const settings = parsePipConfig(
    [
      '# of the school',
      '[install]',
      'index-url = https://install.example/simple',
      'find-links =',
      '    /srv/wheels',
      '    https://files.example/',
      '[global]',
      'index_url: https://global.example/simple',
      'proxy = http://proxy.example:3128',
      '[freeze]',
      'proxy = http://other.example',
      '    and more',
    ].join('\r\n'),
  );
  expect(Object.fromEntries(settings)).toEqual({
    'index-url': 'https://install.example/simple',
    'find-links': '/srv/wheels https://files.example/',
    proxy: 'http://proxy.example:3128',
  });
});

test('the environment is stronger than the files, and WORKBOOK_PYPI than both', async () => {
  const file = join(folder, 'pip.conf');
  await writeFile(
    file,
    '[global]\nindex-url = https://file.example/simple/\nextra-index-url = https://extra.example/simple\n',
  );
  const env = { PIP_CONFIG_FILE: file };
  expect(pipSettings(env).indexes).toEqual(['https://file.example/simple', 'https://extra.example/simple']);
  expect(pipSettings({ ...env, PIP_INDEX_URL: 'https://env.example/simple' }).indexes[0]).toBe(
    'https://env.example/simple',
  );
  const both = { ...env, PIP_INDEX_URL: 'https://env.example/simple', WORKBOOK_PYPI: 'https://own.example/simple' };
  expect(pipSettings(both).indexes[0]).toBe('https://own.example/simple');
});

test('a file that is not there says nothing', () => {
  const { indexes } = pipSettings({
    PIP_CONFIG_FILE: join(folder, 'none'),
    WORKBOOK_PYPI: 'https://own.example/simple',
  });
  expect(indexes[0]).toBe('https://own.example/simple');
});
