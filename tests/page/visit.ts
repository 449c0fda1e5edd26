// What tests look at while they visit the page with a browser.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface Visit extends AsyncDisposable {
  readonly context: BrowserContext;
  /** Opens another tab. */
  open(path: string): Promise<Page>;
  /** What went wrong in any tab: errors on the console or in code, alerts, requests that leave this machine. */
  readonly trouble: string[];
}

/** A browser window of its own, without cookies or storage of others; `address` is where the page is. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const trouble: string[] = [];
  context.on('page', (page) => {
    page.on('pageerror', (error) => void trouble.push(String(error)));
    page.on('dialog', (dialog) => {
      trouble.push(`alert: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      // A stream that ends with the server is told on the console; the page shows it too.
      const expected = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|status of (404|403)/.test(
        message.text(),
      );
      if (message.type() === 'error' && !expected) trouble.push(message.text());
    });
  });
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) trouble.push(request.url());
  });
  return {
    context,
    trouble,
    async open(path) {
      const page = await context.newPage();
      await page.goto(address + path);
      return page;
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}
