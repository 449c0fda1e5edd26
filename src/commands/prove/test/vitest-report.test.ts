import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../project.ts';
import { readReport } from './vitest-report.ts';

const test = (status: string, fullName: string, failureMessages: string[] = []) => ({
  status,
  fullName,
  failureMessages,
  duration: 1_500,
});

async function read(...testResults: object[]) {
  const folder = await mkdtemp(join(tmpdir(), 'report '));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'report.json');
  await writeFile(path, JSON.stringify({ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, testResults }));
  return readReport(path);
}

it('names each test that failed, with the beginning of its reason', async () => {
  const long = Array.from({ length: 30 }, (_, n) => `line ${n}`).join('\n');
  const { failures, times, ...counts } = await read({
    name: join(projectRoot, 'src', 'a.test.ts'),
    status: 'failed',
    message: '',
    assertionResults: [test('passed', 'is right'), test('failed', 'a > is wrong', [long])],
  });
  expect(counts).toEqual({ passed: 3, failed: 1, skipped: 2, unsteady: [] });
  expect(failures).toEqual([expect.stringMatching(/^src\/a\.test\.ts: a > is wrong\nline 0\n/)]);
  expect(times?.[0]).toEqual({ what: 'src/a.test.ts: is right', seconds: 1.5 });
  expect(failures[0]).not.toContain('line 20');
});

it('names a test that passed at its second try apart, with what failed first', async () => {
  const { failures, unsteady } = await read({
    name: join(projectRoot, 'src', 'a.test.ts'),
    status: 'passed',
    message: '',
    assertionResults: [test('passed', 'is steady'), test('passed', 'a > is not', ['late'])],
  });
  expect(failures).toEqual([]);
  expect(unsteady).toEqual(['src/a.test.ts: a > is not\nlate']);
});

it('counts a file that could not be run as a failure of its own', async () => {
  const name = join(projectRoot, 'src', 'b.test.ts');
  const { failed, failures } = await read({ name, status: 'failed', message: 'no such module', assertionResults: [] });
  expect(failed).toBe(2);
  expect(failures).toEqual(['src/b.test.ts\nno such module']);
});

it('finds nothing where vitest has left no report', async () => {
  expect(await readReport(join(tmpdir(), 'no such report.json'))).toEqual({
    passed: 0,
    failed: 0,
    skipped: 0,
    failures: [],
  });
});
