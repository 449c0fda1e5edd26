// A page on paper, and a pane that is lower than what it holds.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exerciseIdSchema } from '../../src/course/course.ts';
import { chromiumPath, launchChromium } from '../../src/page/launch-chromium.ts';
import type { ServedPage } from '../../src/page/serve.ts';
import { fixtureCourse, idleSession } from './page-fixture.ts';
import { serveFixture } from './served-fixture.ts';
import { visit } from './visit.ts';

const exercise = exerciseIdSchema.parse('connections/describe-a-cluster');
let browser: Browser;
let page: ServedPage;

describe.skipIf(chromiumPath === undefined)('what does not fit', () => {
  beforeAll(async () => {
    browser = await launchChromium();
    page = await serveFixture(fixtureCourse, idleSession(fixtureCourse).session);
  });
  afterAll(async () => {
    await page?.[Symbol.asyncDispose]();
    await browser?.close();
  });

  it('a page that is printed is the text alone, over the whole width', async () => {
    await using own = await visit(browser, page.address);
    const tab = await own.open('/lessons/connections');
    await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const { width, needed, background } = await tab.evaluate(() => {
      const article = document.querySelector('article')!.getBoundingClientRect();
      const style = getComputedStyle(document.documentElement);
      return { width: article.width, needed: document.documentElement.clientWidth, background: style.colorScheme };
    });
    expect(width).toBe(needed);
    expect(background).toBe('light');
    for (const part of ['.top', '.doors', '.contents', '.pager'])
      expect(await tab.locator(part).isVisible()).toBe(false);
  });

  it('what opens in the pane of the verdict is brought into sight', async () => {
    await using own = await visit(browser, page.address, { viewport: { width: 1280, height: 500 } });
    const tab = await own.open(`/exercises/${exercise}`);
    await tab.getByText('Other ways on').click();
    const button = tab.getByRole('button', { name: 'Bring my attempt back' });
    await expect
      .poll(async () => button.evaluate((shown) => shown.getBoundingClientRect().bottom <= innerHeight))
      .toBe(true);
  });
});
