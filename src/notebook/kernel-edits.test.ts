import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { z } from 'zod';

// The kernel is CommonJS, because tslab is; its functions have no types.
const fromKernel = (file: string): unknown => createRequire(import.meta.url)(`../../kernel/${file}`);

const edit = z.object({ find: z.string(), put: z.string(), why: z.string() });
const applying = z.object({
  applyEdits: z.function({ input: [z.string(), z.string(), z.array(edit)], output: z.string() }),
});
const versions = z.object({
  checkVersions: z.function({ input: [z.custom<(name: string) => string>()], output: z.undefined() }),
  expected: z.record(z.string(), z.string()),
});

const { applyEdits } = applying.parse(fromKernel('apply-edits.cjs'));
const { checkVersions, expected } = versions.parse(fromKernel('versions.cjs'));
const greeting = { find: 'hello', put: 'good morning', why: 'manners' };

test('an edit that matches once is made', () => {
  expect(applyEdits('main.js', 'say hello', [greeting])).toBe('say good morning');
});

test.for(['say nothing', 'hello hello'])(
  'an edit of %j, which does not match exactly once, stops the kernel',
  (source) => {
    const times = source.split('hello').length - 1;
    expect(() => applyEdits('main.js', source, [greeting])).toThrow(
      `The notebook kernel cannot be started: an edit of tslab's main.js matches ${times} times instead of once ("hello").`,
    );
  },
);

test('every edit says why', () => {
  const { edits } = z.object({ edits: z.record(z.string(), z.array(edit)) }).parse(fromKernel('edits.cjs'));
  expect(
    Object.values(edits)
      .flat()
      .every(({ why }) => why.length > 20),
  ).toBe(true);
});

test('another version of a package stops the kernel with one sentence', () => {
  expect(() => checkVersions((name) => (name === 'tslab' ? '1.0.23' : (expected[name] ?? '')))).toThrow(
    'The notebook kernel needs tslab 1.0.22 and found 1.0.23; run "npm ci --ignore-scripts" in the folder kernel.',
  );
});
