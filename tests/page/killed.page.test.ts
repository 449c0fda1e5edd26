// The workbook as its processes: what a learner sees when one of them is killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cli, copyCourse, type CourseCopy } from '../../src/commands/course.fixture.ts';
import { processesBelow } from '../../src/measure/processes-below.ts';
import { chromiumPath, launchChromium } from '../../src/page/launch-chromium.ts';
import { readProgress } from '../../src/progress/progress-file.ts';
import { projectRoot } from '../../src/project.ts';
import { eventually } from '../../src/testkit/eventually.ts';
import { visit } from './visit.ts';

const timeout = 30_000;
const stub = 'exercises/01-basics/01-send-a-record.ts';
let browser: Browser;
let course: CourseCopy;
const running = new Set<ChildProcess>();

/** `workbook start` with a broker of its own, once its page can be reached. */
async function start(port: number): Promise<{ child: ChildProcess; address: string }> {
  const args = [cli, 'start', '--broker', 'embedded', '--port', String(port)];
  const child = spawn(process.execPath, args, {
    env: course.env,
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  const address = await eventually(() => /Page: (http:\/\/\S+)/.exec(printed)?.[1], {
    within: timeout,
    describe: 'the address of the page',
    seen: () => printed,
  });
  return { child, address };
}

async function isPassed(): Promise<boolean> {
  const { progress } = await readProgress(course.path('.workbook'));
  return Object.values(progress.exercises).some(({ state }) => state === 'passed');
}

async function killBroker({ pid = 0 }: ChildProcess): Promise<void> {
  const broker = (await processesBelow(pid)).find(({ command }) => /kafka\.Kafka\b/.test(command));
  if (!broker) throw new Error('The workbook has started no broker.');
  process.kill(broker.pid, 'SIGKILL');
}

describe.skipIf(chromiumPath === undefined || process.platform === 'win32')(
  'a process that is killed',
  { timeout: 120_000 },
  () => {
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    beforeEach(async () => {
      course = await copyCourse();
    });
    afterEach(async () => {
      for (const child of running) {
        if (child.kill('SIGTERM')) await once(child, 'close');
      }
      running.clear();
      await course[Symbol.asyncDispose]();
    });

    it('is the workbook: the page says so, and goes on with all progress when it is started again', async () => {
      const first = await start(0);
      await using own = await visit(browser, first.address);
      const tab = await own.open('/exercises/basics/send-a-record');
      await tab.locator('.pill', { hasText: 'Broker ready' }).waitFor({ timeout });
      await copyFile(course.path('solutions/01-basics/01-send-a-record.ts'), course.path(stub));
      await tab.locator('.verdict').getByText('2 of 2 tests passed').waitFor({ timeout });
      // A verdict is shown at once, and written a moment later.
      await eventually(isPassed, { within: timeout, describe: 'the pass in the progress file' });
      first.child.kill('SIGKILL');
      await once(first.child, 'close');
      await tab.locator('#lost').waitFor({ timeout });
      await start(Number(new URL(first.address).port));
      await tab.locator('#lost').waitFor({ state: 'hidden', timeout });
      await tab.goto(first.address);
      await tab.getByText('1 of').first().waitFor({ timeout });
      expect(own.trouble).toEqual([]);
    });

    it('is the broker: the page says so, and the next save is judged on a new one', async () => {
      const { child, address } = await start(0);
      await using own = await visit(browser, address);
      const tab = await own.open('/exercises/basics/send-a-record');
      const broker = tab.locator('.pill', { hasText: 'Broker ready' });
      await broker.waitFor({ timeout });
      const before = await broker.getAttribute('title');
      await killBroker(child);
      await broker.waitFor({ state: 'hidden', timeout });
      await broker.waitFor({ timeout });
      expect(await broker.getAttribute('title')).not.toBe(before);
      await copyFile(course.path('solutions/01-basics/01-send-a-record.ts'), course.path(stub));
      await tab.locator('.verdict').getByText('2 of 2 tests passed').waitFor({ timeout });
      expect(own.trouble).toEqual([]);
    });
  },
);
