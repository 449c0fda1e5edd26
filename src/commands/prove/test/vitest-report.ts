// What vitest's JSON report says of a run.
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../../../project.ts';
import { failureLines, noCounts, type Result, type Timed } from './part.ts';

const assertion = z.looseObject({
  status: z.string(),
  fullName: z.string(),
  failureMessages: z.array(z.string()).nullish(),
  /** Milliseconds; none of a test that did not run. */
  duration: z.number().nullish(),
});

const report = z.looseObject({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.looseObject({
      name: z.string(),
      status: z.string(),
      message: z.string().nullish(),
      assertionResults: z.array(assertion),
    }),
  ),
});

type File = z.infer<typeof report>['testResults'][number];

/** Reads the report at this path; all zero where there is none. A file that could not be run at all is one failure. */
export async function readReport(path: string): Promise<Result> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return { ...noCounts, failures: [] };
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = report.parse(JSON.parse(text));
  const broken = testResults.filter(isBroken);
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests,
    failures: [...testResults.flatMap((file) => messagesIn(file, 'failed')), ...broken.map(brokenFile)],
    unsteady: testResults.flatMap((file) => messagesIn(file, 'passed')),
    times: testResults.flatMap(timesIn),
  };
}

// Its hooks or its imports failed: no test of it is told to have failed, or none ran.
const isBroken = ({ status, assertionResults }: File): boolean =>
  status === 'failed' && assertionResults.every((test) => test.status !== 'failed');

const brokenFile = ({ name, message }: File): string => `${nameOf(name)}\n${shortened(message ?? '')}`;

// A test that passed when it was tried again keeps the message of its first try.
function messagesIn({ name, assertionResults }: File, wanted: 'failed' | 'passed'): string[] {
  return assertionResults
    .filter(({ status, failureMessages }) => status === wanted && (status === 'failed' || failureMessages?.length))
    .map(
      ({ fullName, failureMessages }) =>
        `${nameOf(name)}: ${fullName}\n${shortened((failureMessages ?? []).join('\n'))}`,
    );
}

const timesIn = ({ name, assertionResults }: File): Timed[] =>
  assertionResults.map(({ fullName, duration }) => ({
    what: `${nameOf(name)}: ${fullName}`,
    seconds: (duration ?? 0) / 1_000,
  }));

const nameOf = (path: string): string => relative(projectRoot, path).replaceAll('\\', '/');

const shortened = (message: string): string =>
  stripVTControlCharacters(message).trimEnd().split('\n').slice(0, failureLines).join('\n');
