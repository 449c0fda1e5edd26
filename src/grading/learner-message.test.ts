import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadingMessage, testMessage, uncaughtMessage, type Place } from './learner-message.ts';
import type { ReportedError } from './run-report.ts';

// As the system writes it: on Windows with its drive and its separators.
const root = resolve('/home/ada/my course');
const file = join(root, 'exercises', '01-a', '01-send.ts');
const url = pathToFileURL(file).href;

const place: Place = {
  file,
  fileName: '01-send.ts',
  importedAs: './01-send.ts',
  folders: [root, dirname(root)],
  prefix: 'wb-ada-1-7',
};

const thrown = (part: Partial<ReportedError>): ReportedError => ({
  name: 'Error',
  message: '',
  stack: '',
  expected: undefined,
  actual: undefined,
  test: undefined,
  ...part,
});

const frame = `Error: x\n    at send (${url}:12:7)\n    at node:internal`;

describe('a failed test', () => {
  test.for([
    [
      'what a suite says is left as it is',
      thrown({ name: 'Unmet', message: 'the key: expected 1, received 2' }),
      'the key: expected 1, received 2',
    ],
    [
      'an error names its line',
      thrown({ message: 'boom', stack: frame }),
      'Your code threw: boom (01-send.ts, line 12)',
    ],
    [
      'an error of another class names it',
      thrown({ name: 'KafkaJSError', message: 'gone', stack: frame }),
      'Your code threw: KafkaJSError: gone (01-send.ts, line 12)',
    ],
    ['what is no error is told so', thrown({ message: 'oops' }), 'Your code threw oops, which is not an Error'],
    [
      'a comparison shows both sides',
      thrown({ name: 'AssertionError', message: 'not equal', expected: '1', actual: '2' }),
      'not equal\nExpected: 1\nReceived: 2',
    ],
    [
      'a timeout is told in seconds',
      thrown({ message: 'Test timed out in 10000ms.\nIf …' }),
      'had not ended after 10 s',
    ],
    [
      'process.exit is told as such',
      thrown({ message: 'process.exit unexpectedly called with "1"' }),
      'Your code called process.exit(1)',
    ],
    [
      'paths of the machine are left out',
      thrown({
        name: 'Unmet',
        message: `see ${join(root, 'lessons', '01.md')} and ${pathToFileURL(join(root, 'x')).href}`,
      }),
      `see ${join('lessons', '01.md')} and x`,
    ],
    [
      'names of the run become those of the lab',
      thrown({ name: 'Unmet', message: 'in wb-ada-1-7-3-topic. Also wb-ada-1-7-4-orders' }),
      'in lab.topic. Also orders',
    ],
    ['colours are left out', thrown({ name: 'Unmet', message: '\u001B[31mred\u001B[39m' }), 'red'],
  ] as const)('%s', ([, error, says]) => {
    expect(testMessage(error, place)).toContain(says);
  });
});

describe('a file that cannot be loaded', () => {
  test.for([
    [
      'a missing export',
      thrown({
        name: 'SyntaxError',
        message: `The requested module './01-send.ts' does not provide an export named 'send'`,
      }),
      '01-send.ts does not export send',
    ],
    [
      'a name that Node does not see in an older package',
      thrown({
        name: 'SyntaxError',
        message: `Named export 'KafkaJSError' not found. The requested module 'kafkajs' is a CommonJS module, which may`,
      }),
      `Write instead: import all from 'kafkajs'; const { KafkaJSError } = all;`,
    ],
    [
      'an export missing elsewhere',
      thrown({
        name: 'SyntaxError',
        message: `The requested module 'node:fs' does not provide an export named 'readFil'`,
      }),
      'There is nothing named readFil to import from "node:fs".',
    ],
    [
      'a missing package',
      thrown({ message: `Cannot find package 'kafka-node' imported from ${join(root, 'x')}` }),
      '01-send.ts imports "kafka-node"',
    ],
    [
      'a syntax error, with the line and the place in it',
      thrown({
        name: 'SyntaxError',
        message: `Expected ','`,
        stack: `${url}:3\nconst a = (;\n           ^\n\nSyntaxError: Expected`,
      }),
      `01-send.ts does not compile (line 3): Expected ','\n  const a = (;\n             ^`,
    ],
    [
      'an error while it is imported',
      thrown({ message: 'early', stack: frame }),
      '01-send.ts fails as soon as it is imported: early (01-send.ts, line 12)',
    ],
  ] as const)('%s', ([, error, says]) => {
    expect(loadingMessage(error, place)).toContain(says);
  });
});

test('an error that nobody caught names its line and the usual reason', () => {
  expect(uncaughtMessage(thrown({ message: 'lost', stack: frame }), place)).toBe(
    'A promise of your code was rejected and nobody handled it: lost (01-send.ts, line 12)\nUsually: an async call without await.',
  );
});
