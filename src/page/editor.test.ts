import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findEditor, openInEditor } from './editor.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'an editor '));
  for (const name of ['code', 'vim', 'kate']) await makeEditor(name);
});
afterEach(() => rm(folder, { recursive: true }));

async function makeEditor(name: string): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\nfor each in "$@"; do echo "$each" >> "${folder}/opened"; done\n`);
  await chmod(path, 0o755);
}

describe.skipIf(process.platform === 'win32')('the editor', () => {
  it.for([
    { env: {}, found: 'code' },
    { env: { EDITOR: 'kate' }, found: 'kate' },
    { env: { VISUAL: 'kate --block', EDITOR: 'code' }, found: 'kate' },
    { env: { EDITOR: 'vim' }, found: 'code' },
    { env: { EDITOR: 'not-installed' }, found: 'code' },
  ])('for $env is $found', ({ env, found }) => {
    expect(findEditor({ PATH: folder, ...env })?.command).toBe(join(folder, found));
  });

  it('opens the course and the file', async () => {
    const course = { root: join(folder, 'a course'), chapters: [] };
    await mkdir(join(course.root, 'exercises'), { recursive: true });
    const file = join(course.root, 'exercises', 'x.ts');
    await writeFile(file, '');
    await openInEditor(course, 'exercises/x.ts', { PATH: `${folder}:/usr/bin:/bin` });
    expect(await opened()).toEqual([course.root, file]);
  });

  it.for(['../secret', '/etc/passwd', 'package.json', 'exercises/../../x', 'exercises/none.ts', ''])(
    'does not open %j',
    async (path) => {
      const course = { root: folder, chapters: [] };
      await expect(openInEditor(course, path, { PATH: folder })).rejects.toThrow('The course has no file');
    },
  );
});

async function opened(): Promise<string[]> {
  for (let tries = 0; tries < 200; tries++) {
    const text = await readFile(join(folder, 'opened'), 'utf8').catch(() => '');
    if (text.split('\n').length > 2) return text.trim().split('\n');
    await wait(25);
  }
  throw new Error('The editor was never started.');
}
