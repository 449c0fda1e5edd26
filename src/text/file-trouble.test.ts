import { readFile, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { fileTrouble, whyNotWritten } from './file-trouble.ts';

const failureOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

test('a folder in the place of a file is told with its path and what to do', async () => {
  const error = await failureOf(writeFile(import.meta.dirname, 'x'));
  expect(fileTrouble(error)?.message).toContain(import.meta.dirname);
  expect(whyNotWritten(error)).toContain('Next: move it away');
});

test('a full disk is told without a path, which a failed write does not know', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  });
  expect(fileTrouble(error)?.message).toBe('A file cannot be written: the disk is full.');
});

test('what has nothing to do with writing is no trouble with files', async () => {
  const missing = await failureOf(readFile('no such file'));
  const program = await failureOf(promisify(execFile)(import.meta.dirname));
  const port = Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' });
  expect([missing, program, port].map(fileTrouble)).toEqual([undefined, undefined, undefined]);
});
