// A learner at work: the real session, the real grader, a real broker, a real browser, and an editor that saves files.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, it, beforeAll, afterAll } from 'vitest';
import type { Broker } from '../../src/lab/broker/broker.ts';
import { servePage, type ServedPage } from '../../src/page/serve.ts';
import { projectRoot } from '../../src/project.ts';
import { openSession, type OpenSession } from '../../src/watch/open-session.ts';
import { chromiumPath, launchChromium } from '../../src/page/launch-chromium.ts';
import { visit } from './visit.ts';

const sendARecord = 'exercises/01-basics/01-send-a-record.ts';
const at = '/exercises/basics/send-a-record';
const patience = 20_000;

let browser: Browser;
let root: string;
let workbook: Workbook;

interface Workbook extends AsyncDisposable {
  readonly page: ServedPage;
  readonly open: OpenSession;
  /** Makes the broker seem gone, as a killed one would; another is found only when the returned function is called. */
  lose(): () => void;
}

async function startWorkbook(port = 0): Promise<Workbook> {
  let lost = new AbortController();
  let gate: PromiseWithResolvers<void> | undefined;
  const findBroker = async (): Promise<Broker> => {
    await gate?.promise;
    lost = new AbortController();
    const { connection } = inject('workbook');
    const label = `a broker at ${connection.brokers.join()}`;
    const known = { source: 'running', clusterId: 'x', kafkaVersion: undefined, env: {} } as const;
    return { ...known, connection, label, lost: lost.signal, async [Symbol.asyncDispose]() {} };
  };
  const open = await openSession({ root, state: join(root, '.workbook'), poll: false, findBroker });
  const page = await servePage({
    root,
    port,
    session: open.session,
    connection: () => open.broker.connection,
    brokerControl: open.broker,
    openNotebook: async ({ key }) => `http://127.0.0.1:1/lab/tree/${key}.ipynb`,
    doctor: async () => [],
  });
  return {
    page,
    open,
    lose() {
      const { resolve } = (gate = Promise.withResolvers<void>());
      lost.abort();
      return resolve;
    },
    async [Symbol.asyncDispose]() {
      gate?.resolve();
      await page[Symbol.asyncDispose]();
      await open[Symbol.asyncDispose]();
    },
  };
}

const save = (text: string) => writeFile(join(root, sendARecord), text);
const read = (path: string) => readFile(join(root, path), 'utf8');
const verdict = (tab: Page) => tab.locator('.verdict');
const shows = (tab: Page, text: string | RegExp) => verdict(tab).getByText(text).first().waitFor({ timeout: patience });

describe.skipIf(chromiumPath === undefined)('a learner with the page', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'a course with spaces '));
    await cp(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
    const lesson = join(root, 'lessons/01-basics.md');
    await writeFile(lesson, (await readFile(lesson, 'utf8')) + question);
    workbook = await startWorkbook();
  });
  afterEach(async () => {
    await workbook[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  });

  it('goes from the stub to a pass by saving the file, seen in two tabs, test by test', async () => {
    await using own = await visit(browser, workbook.page.address);
    const [one, two] = [await own.open(at), await own.open(at)];
    await save(await read(sendARecord));
    await shows(one, 'Not yet');
    await shows(one, 'asked to send order-7');
    await save(`console.log('at the top of the file');\n${await read(sendARecord)}`);
    await shows(two, 'Your log outside of the tests');
    await shows(two, 'at the top of the file');
    await save(await read('solutions/01-basics/01-send-a-record.wrong/returns-nothing.ts'));
    await shows(two, '1 of 2 tests passed');
    await save(await read('solutions/01-basics/01-send-a-record.ts'));
    await shows(one, '2 of 2 tests passed');
    await shows(two, '2 of 2 tests passed');
    expect(await one.locator('#said').textContent()).toBe('1/1: passed, all 2 tests.');
    await one.locator('.doors .standing.passed').first().waitFor();
    await one.getByRole('link', { name: 'Compare with the solution' }).click();
    await one.getByText('Your file and this solution are the same.').waitFor();
    await one.getByRole('link', { name: '@confluentinc/kafka-javascript' }).click();
    await one.locator('.diff .added').first().waitFor();
    await one.getByText('forgets the key').click();
    expect(own.trouble).toEqual([]);
  });

  it('opens hints one by one in all tabs, starts over, and brings the attempt back', async () => {
    await using own = await visit(browser, workbook.page.address);
    const [one, two] = [await own.open(at), await own.open(at)];
    await save(await read(sendARecord));
    await shows(one, 'Not yet');
    await one.getByRole('button', { name: 'Show a hint' }).click();
    await two.getByText('Hint 1 of 2').waitFor();
    const stub = await read(sendARecord);
    await save(await read('solutions/01-basics/01-send-a-record.ts'));
    await shows(one, '2 of 2 tests passed');
    await one.getByText('Other ways on').click();
    await one.getByRole('button', { name: 'Start over' }).click();
    await two.getByText('The stub is back.').waitFor({ timeout: patience });
    expect(await read(sendARecord)).toBe(stub);
    await one.getByRole('button', { name: 'Bring my attempt back' }).click();
    await two.getByText('Your attempt is back.').waitFor({ timeout: patience });
    expect(await read(sendARecord)).toBe(await read('solutions/01-basics/01-send-a-record.ts'));
    expect(own.trouble).toEqual([]);
  });

  it('answers a question in place, and the answer is there after a restart of the workbook', async () => {
    await using own = await visit(browser, workbook.page.address);
    const [one, two] = [await own.open('/lessons/basics'), await own.open('/lessons/basics')];
    await one.getByLabel('It is safe').check();
    await one.getByRole('button', { name: 'Check' }).click();
    await two.getByText('Not quite.').waitFor();
    await one.getByText('acks says how sure you are').waitFor();
    await restart();
    await two.locator('#lost').waitFor({ state: 'hidden', timeout: patience });
    await two.reload();
    await two.getByText('Not quite.').waitFor();
    expect(own.trouble).toEqual([]);
  });

  it('tells that the workbook is gone, and goes on by itself when it is back', async () => {
    await using own = await visit(browser, workbook.page.address);
    const tab = await own.open(at);
    await save(await read(sendARecord));
    await shows(tab, 'Not yet');
    const port = Number(new URL(workbook.page.address).port);
    await workbook[Symbol.asyncDispose]();
    await tab.locator('#lost').waitFor({ timeout: patience });
    // What the page knew of broker and run is not shown while nobody can say.
    expect(await tab.locator('.status').isVisible()).toBe(false);
    await save(await read('solutions/01-basics/01-send-a-record.ts'));
    workbook = await startWorkbook(port);
    await shows(tab, '2 of 2 tests passed');
    expect(await tab.locator('#lost').isHidden()).toBe(true);
    expect(own.trouble).toEqual([]);
  });

  it('takes nothing over that was rendered before the newest update', async () => {
    await using own = await visit(browser, workbook.page.address);
    const tab = await own.open(at);
    await save(await read(sendARecord));
    await shows(tab, 'Not yet');
    const [rendered, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let loads = 0;
    // The page that the tab asks for when the workbook is back, held on its way until the verdict has overtaken it.
    await tab.route(workbook.page.address + at, async (route) => {
      loads += 1;
      const response = await route.fetch();
      rendered.resolve();
      await release.promise;
      await route.fulfill({ response });
    });
    await restart();
    await rendered.promise;
    await save(await read('solutions/01-basics/01-send-a-record.ts'));
    await shows(tab, '2 of 2 tests passed');
    release.resolve();
    await expect.poll(() => loads, { timeout: patience }).toBeGreaterThan(1);
    // One more may be on its way.
    await tab.unrouteAll({ behavior: 'wait' });
    expect(await verdict(tab).getByText('2 of 2 tests passed').first().isVisible()).toBe(true);
    expect(own.trouble).toEqual([]);
  });

  it('shows that the broker is gone, and that another was found, and stops and starts it', async () => {
    await using own = await visit(browser, workbook.page.address);
    const [tab, exercise] = [await own.open('/broker'), await own.open(at)];
    await tab.locator('#main').getByText('a broker at').waitFor({ timeout: patience });
    const findAnother = workbook.lose();
    await tab
      .getByText(/^Looking for a broker|^The broker is gone/)
      .first()
      .waitFor();
    await exercise.locator('.pill', { hasText: /Looking|gone/ }).waitFor();
    findAnother();
    await tab.locator('#main').getByText('a broker at').waitFor({ timeout: patience });
    await tab.getByRole('button', { name: 'Stop it' }).click();
    await tab.getByText('No broker').first().waitFor();
    await tab.getByRole('button', { name: 'Start a broker' }).click();
    await exercise.locator('.pill', { hasText: 'Broker ready' }).waitFor({ timeout: patience });
    expect(own.trouble).toEqual([]);
  });
});

async function restart(): Promise<void> {
  const port = Number(new URL(workbook.page.address).port);
  await workbook[Symbol.asyncDispose]();
  workbook = await startWorkbook(port);
}

const question = `
\`\`\`question
id: safe
ask: send() resolved. Is the record safe?
choices:
  - id: safe
    say: It is safe
    why: acks says how sure you are.
  - id: depends
    say: It depends on acks
    right: true
    why: With 0 nobody confirmed it.
\`\`\`
`;
