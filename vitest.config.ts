import { realpathSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { plainRuns } from './src/course/answer.ts';

const suites = {
  include: ['exercises/**/*.test.ts'],
  setupFiles: ['src/grading/worker/plain-vitest-worker.ts'],
  globalSetup: ['src/grading/plain-vitest.ts'],
  testTimeout: 10_000,
};

// Tests that start brokers of their own, and end them in every way that there is: they wait more than they compute.
const ownBrokers = ['src/lab/{broker,cluster}/*.broker.test.ts', 'src/grading/extras.broker.test.ts'];

// What waits for brokers and browsers may miss a deadline on a machine that somebody else keeps busy. CI tries such a test
// once more, and `npm test` lists it; whoever works at the code sees it fail.
const retry = process.env['CI'] === 'true' ? 1 : 0;

// The projects of `npm test` are unit and broker. The others are for authors, who want a suite's own output:
// npx vitest --project solution 01-connections
// oxlint-disable-next-line import/no-default-export -- vitest reads its configuration from the default export
export default defineConfig({
  // A drive in lower case, as a shell may write it, is another folder to vitest, with no tests in it (vitest-dev/vitest#10692).
  root: realpathSync.native(import.meta.dirname),
  test: {
    // What tests expect is English, whatever language their author's system has.
    env: { WORKBOOK_LANGUAGE: 'en' },
    // Node's own import and type stripping: what a file does here it does under plain `node` as well.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    projects: [
      {
        extends: true,
        test: {
          // What tests expect is English, whatever language their author's system has.
          env: { WORKBOOK_LANGUAGE: 'en' },
          name: 'unit',
          include: ['src/**/*.test.ts', 'tests/structure/*.test.ts'],
          exclude: ['src/**/*.broker.test.ts'],
          // Some start the command line or the highlighter, which takes its time on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          // What tests expect is English, whatever language their author's system has.
          env: { WORKBOOK_LANGUAGE: 'en' },
          name: 'broker',
          retry,
          globalSetup: ['src/grading/plain-vitest.ts'],
          include: ['src/**/*.broker.test.ts'],
          exclude: ownBrokers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Their tests start processes and brokers: more at once only wait for each other.
          maxConcurrency: 2,
        },
      },
      {
        extends: true,
        test: {
          // What tests expect is English, whatever language their author's system has.
          env: { WORKBOOK_LANGUAGE: 'en' },
          name: 'own-broker',
          retry,
          globalSetup: ['src/grading/plain-vitest.ts'],
          include: ownBrokers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxConcurrency: 2,
        },
      },
      {
        extends: true,
        test: {
          // What tests expect is English, whatever language their author's system has.
          env: { WORKBOOK_LANGUAGE: 'en' },
          name: 'page',
          retry,
          globalSetup: ['src/grading/plain-vitest.ts'],
          include: ['tests/page/**/*.page.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      ...Object.keys(plainRuns).map((name) => ({ extends: true as const, test: { name, ...suites } })),
    ],
  },
});
