import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../project.ts';
import { command, npmCommand, publishedCommand } from './command.ts';

test('a command is typed as the shell of the system takes it', () => {
  expect(command('doctor --fix', 'linux')).toBe('npm run workbook -- doctor --fix');
  expect(command('doctor --fix', 'darwin')).toBe('npm run workbook -- doctor --fix');
  expect(command('doctor --fix', 'win32')).toBe('.\\workbook doctor --fix');
  expect(npmCommand('start', 'darwin')).toBe('npm start');
  expect(npmCommand('start', 'win32')).toBe('.\\workbook start');
  expect(publishedCommand('bench')).toBe('npm run workbook -- bench');
});

test('no other file of the source has a way of its own to print a command', async () => {
  const offenders: string[] = [];
  for await (const path of glob('{src,bin}/**/*.{ts,mjs}', { cwd: projectRoot })) {
    if (path.endsWith('.test.ts') || /text[\\/]command\.ts$/.test(path)) continue;
    const code = (await readFile(join(projectRoot, path), 'utf8')).replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '');
    if (/npm run workbook|npm (start|test)\b/.test(code)) offenders.push(path);
  }
  expect(offenders).toEqual([]);
});

test('the door for Windows hands on its arguments, and has the line ends that its shell needs', async () => {
  const door = await readFile(join(projectRoot, 'workbook.cmd'), 'utf8');
  expect(door).toMatch(/node "%~dp0bin\\workbook\.mjs" %\*\r\n$/);
  expect(door.replaceAll('\r\n', '')).not.toContain('\n');
});
