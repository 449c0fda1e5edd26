import { expect, test } from 'vitest';
import { commandFor } from './command-for.ts';

const npm = ['C:\\Program Files\\nodejs\\node.exe', 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js'];
const windows = (...files: string[]) => ({
  platform: 'win32' as const,
  npm,
  env: { PATH: 'C:\\go\\bin;C:\\Apache Maven\\bin', ComSpec: 'C:\\Windows\\System32\\cmd.exe' },
  exists: (file: string) => files.includes(file),
});

test('elsewhere a command is its words', () => {
  expect(commandFor(['npm', 'ci'], { ...windows(), platform: 'linux' })).toEqual({ file: 'npm', args: ['ci'] });
});

test('on Windows npm is run by Node, without a shell', () => {
  expect(commandFor(['npm', 'ci'], windows())).toEqual({ file: npm[0], args: [npm[1], 'ci'] });
});

test('on Windows a batch file is run by the shell, every word in quotes', () => {
  const maven = 'C:\\Apache Maven\\bin\\mvn.cmd';
  expect(commandFor(['mvn', '-q', 'a & b', '50%'], windows(maven))).toEqual({
    file: 'C:\\Windows\\System32\\cmd.exe',
    args: ['/d', '/s', '/c', `""${maven}" "-q" "a & b" "50%%""`],
    windowsVerbatimArguments: true,
  });
});

test('on Windows a program comes before a batch file that stands later on the path', () => {
  const files = windows('C:\\go\\bin\\go.exe', 'C:\\Apache Maven\\bin\\go.cmd');
  expect(commandFor(['go', 'version'], files)).toEqual({ file: 'go', args: ['version'] });
  expect(commandFor(['bin/go-sarama', 'produce'], files)).toEqual({ file: 'bin/go-sarama', args: ['produce'] });
});
