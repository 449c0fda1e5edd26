// Every view in a real browser: nothing for axe to find in either theme, at any width, with and without JavaScript.
import type * as Axe from 'axe-core';
import axeCore from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exerciseIdSchema } from '../../src/course/course.ts';
import { loadCourse } from '../../src/course/load-course.ts';
import { readComparison } from '../../src/page/comparison.ts';
import type { ServedPage } from '../../src/page/serve.ts';
import { projectRoot } from '../../src/project.ts';
import type { Session } from '../../src/watch/session.ts';
import { chromiumPath, launchChromium } from '../../src/page/launch-chromium.ts';
import { visit } from './visit.ts';
import { fixtureCourse, idleSession } from './page-fixture.ts';
import { failedResult, lostBroker } from './session-states.ts';
import { serveFixture } from './served-fixture.ts';

const exercise = exerciseIdSchema.parse('connections/describe-a-cluster');
const views = [
  '/',
  '/?track=fast',
  '/lessons/connections',
  '/lessons/producers',
  `/exercises/${exercise}`,
  `/exercises/${exercise}/solution?client=confluent`,
  '/notebooks/charts',
  '/broker',
  '/compare',
  '/compare?language=node&need=zstd&native=no&maintained=no&first=latency',
  '/doctor',
  '/progress',
  '/search',
  '/search?q=advertised',
  '/nope',
];

// Set in the page by axe's own source.
declare const axe: typeof Axe;

let browser: Browser;
let page: ServedPage;
let session: Session;

describe.skipIf(chromiumPath === undefined)('every view in a browser', () => {
  beforeAll(async () => {
    browser = await launchChromium();
    ({ session } = idleSession(fixtureCourse, {
      results: { [exercise]: failedResult(exercise) },
      setup: [
        { name: 'Kafka', status: 'ready', detail: '2 s' },
        { name: 'JupyterLab', status: 'running', detail: '40 of 92' },
        { name: 'Confluent client', status: 'failed', detail: 'no compiler' },
      ],
    }));
    session.dispatch({ type: 'give-up', exercise });
    session.dispatch({ type: 'hint', exercise });
    const at = new Date().toISOString();
    session.dispatch({
      type: 'answer',
      question: 'connections/which-address',
      choice: 'localhost-9092-only',
      right: false,
      at,
    });
    session.dispatch({ type: 'broker', broker: lostBroker });
    page = await serveFixture(fixtureCourse, session);
  });
  afterAll(async () => {
    await page?.[Symbol.asyncDispose]();
    await browser?.close();
  });

  it.for(views)('%s has nothing that axe finds, light or dark, wide or narrow', async (path) => {
    await using own = await visit(browser, page.address);
    const tab = await own.open(path);
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 320],
    ] as const) {
      await tab.emulateMedia({ colorScheme });
      await tab.setViewportSize({ width, height: 900 });
      expect({ colorScheme, found: await findings(tab) }).toEqual({ colorScheme, found: [] });
    }
    expect(own.trouble).toEqual([]);
  });

  it('a notebook shows its table, its chart with its words, what it printed, and its error', async () => {
    await using own = await visit(browser, page.address);
    const tab = await own.open('/notebooks/charts');
    expect(await tab.getByRole('caption').textContent()).toBe('Records by partition');
    const chart = tab.getByRole('img', { name: 'milliseconds of two batches' });
    await chart.waitFor();
    expect(
      await chart.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(50);
    expect(await tab.locator('pre.log').allTextContents()).toEqual(['sent\n', 'Error: no broker\n    at cell 4:1']);
    expect(own.trouble).toEqual([]);
  });

  it('nothing scrolls sideways at 320 pixels, nor at 200 % zoom', async () => {
    await using own = await visit(browser, page.address);
    const tab = await own.open('/');
    for (const path of views) {
      await tab.goto(page.address + path);
      for (const width of [320, 640]) {
        await tab.setViewportSize({ width, height: 450 });
        const needed = await tab.evaluate(() => document.documentElement.scrollWidth);
        expect({ path, needed: Math.max(needed, width) }).toEqual({ path, needed: width });
      }
    }
  });

  it('nor does the course itself, whose chapters have more exercises than fit beside each other', async () => {
    await using real = await serveFixture(projectRoot, idleSession(projectRoot).session);
    await using own = await visit(browser, real.address, { viewport: { width: 320, height: 450 } });
    const tab = await own.open('/');
    for (const { slug, notebook, exercises } of loadCourse(projectRoot).chapters) {
      const paths = [`/lessons/${slug}`, ...exercises.slice(-1).map(({ id }) => `/exercises/${id}`)];
      for (const path of notebook ? [...paths, `/notebooks/${slug}`] : paths) {
        await tab.goto(real.address + path);
        const needed = await tab.evaluate(() => document.documentElement.scrollWidth);
        expect({ path, needed }).toEqual({ path, needed: 320 });
      }
    }
    expect(own.trouble).toEqual([]);
  });

  it('columns of numbers stand right, and no diagram is taller than a screen, in any lesson', async () => {
    await using real = await serveFixture(projectRoot, idleSession(projectRoot).session);
    await using own = await visit(browser, real.address, { viewport: { width: 1280, height: 900 } });
    const tab = await own.open('/');
    const aligned: string[] = [];
    for (const { slug } of loadCourse(projectRoot).chapters) {
      await tab.goto(`${real.address}/lessons/${slug}`);
      const tall = await tab.evaluate(
        () =>
          [...document.querySelectorAll('.diagram svg')].filter((each) => each.getBoundingClientRect().height > 900)
            .length,
      );
      expect({ slug, tall }).toEqual({ slug, tall: 0 });
      const cells = tab.locator('td.number');
      aligned.push(...(await cells.evaluateAll((all) => all.map((cell) => getComputedStyle(cell).textAlign))));
    }
    expect(aligned.length).toBeGreaterThan(50);
    expect(new Set(aligned)).toEqual(new Set(['right']));
    expect(own.trouble).toEqual([]);
  });

  it('the head of a long table of clients stays in sight, and the outline says where one is', async () => {
    await using real = await serveFixture(projectRoot, idleSession(projectRoot).session, {
      comparison: readComparison,
    });
    await using own = await visit(browser, real.address, { viewport: { width: 1280, height: 700 } });
    const tab = await own.open('/compare');
    await tab.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Node.js' }).click();
    await tab.locator('.outline a[aria-current]', { hasText: 'Node.js' }).waitFor();
    const table = tab.locator('#features-node + .scroll');
    const top = async () => (await table.locator('thead th').first().boundingBox())?.y;
    const before = await top();
    await table.evaluate((box) => box.scrollTo(0, 300));
    expect(await table.evaluate((box) => box.scrollTop)).toBe(300);
    expect(await top()).toBe(before);
    expect(own.trouble).toEqual([]);
  });

  it('a block of code can be copied, and says where it goes on beyond its edge', async () => {
    await using own = await visit(browser, page.address, { permissions: ['clipboard-read', 'clipboard-write'] });
    const tab = await own.open('/lessons/producers');
    const code = tab.locator('.listing pre.code');
    expect(await code.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
    expect(await code.evaluate((box) => getComputedStyle(box).backgroundAttachment)).toContain('local');
    await code.hover();
    await tab.getByRole('button', { name: 'Copy' }).click();
    await tab.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await tab.evaluate(() => navigator.clipboard.readText())).toMatch(/^const receipt = await .*\}\);$/);
    expect(own.trouble).toEqual([]);
  });

  it('everything works by keyboard, and the focus is seen', async () => {
    await using own = await visit(browser, page.address);
    const tab = await own.open(`/exercises/${exercise}`);
    await tab.keyboard.press('Tab');
    expect(await focused(tab)).toBe('Skip to the content');
    await tab.keyboard.press('Enter');
    await tab.keyboard.press('/');
    expect(await tab.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q');
    await tab.keyboard.press('Escape');
    await tab.locator('main').focus();
    await tab.keyboard.press('?');
    await tab.getByRole('dialog', { name: 'Keys' }).getByText('go to the search').waitFor();
    await tab.keyboard.press('Escape');
    await tab.getByRole('button', { name: 'Show hint 2 of 3' }).focus();
    await tab.keyboard.press('Enter');
    await tab.getByText('Hint 2 of 3').waitFor();
    const outline = await tab.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe('solid');
  });

  it('ten tabs of one browser are kept up to date, though it opens six connections at most', async () => {
    await using own = await visit(browser, page.address);
    const tabs = await Promise.all(Array.from({ length: 10 }, () => own.open('/exercises/connections/fail-well')));
    await tabs[9]?.getByRole('button', { name: 'Show a hint' }).click();
    await Promise.all(tabs.map((tab) => tab.getByText('Hint 1 of 1').waitFor()));
    expect(own.trouble).toEqual([]);
  });

  it('no page weighs more than 150 kB', async () => {
    await using own = await visit(browser, page.address);
    for (const path of views) {
      const tab = await own.context.newPage();
      const network = await own.context.newCDPSession(tab);
      let weight = 0;
      network.on('Network.loadingFinished', ({ encodedDataLength }) => (weight += encodedDataLength));
      await network.send('Network.enable');
      await network.send('Network.setCacheDisabled', { cacheDisabled: true });
      await tab.goto(page.address + path);
      await tab.close();
      expect({ path, weight: weight < 150_000 ? 'fine' : weight }).toEqual({ path, weight: 'fine' });
      expect(weight).toBeGreaterThan(1000);
    }
  });

  it('without JavaScript forms and links do the same', async () => {
    await using own = await visit(browser, page.address, { javaScriptEnabled: false });
    const tab = await own.open('/lessons/producers');
    await tab.getByRole('link', { name: 'Course', exact: true }).click();
    await tab.goto(`${page.address}/exercises/producers/wait-for-all`);
    await tab.getByRole('button', { name: 'Show a hint' }).click();
    expect(await tab.getByText('Hint 1 of 1').isVisible()).toBe(true);
    await tab.getByRole('button', { name: /^Theme/ }).click();
    expect(await tab.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('nothing moves for those who asked for less motion', async () => {
    await using own = await visit(browser, page.address, { reducedMotion: 'reduce' });
    const tab = await own.open('/');
    const durations = await tab.evaluate(() =>
      document.getAnimations().map((each) => each.effect?.getTiming().duration),
    );
    expect(durations.filter((duration) => Number(duration) > 1)).toEqual([]);
  });
});

async function findings(tab: Page) {
  await tab.evaluate(axeCore.source);
  return tab.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

const focused = (tab: Page): Promise<string | null | undefined> =>
  tab.evaluate(() => document.activeElement?.textContent);
