// The broker's page over a real cluster of three: who leads, who is in sync, and what a reader sees while one is away.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type LabCluster } from '../../src/lab/cluster/cluster.ts';
import { leaderOf, newTopic } from '../../src/lab/cluster/drill.fixture.ts';
import { ensure } from '../../src/setup/start-setup.ts';
import { launchChromium, chromiumPath } from '../../src/page/launch-chromium.ts';
import { servePage, type ServedPage } from '../../src/page/serve.ts';
import { fixtureCourse, idleSession } from './page-fixture.ts';
import { visit } from './visit.ts';

const patience = 40_000;
let cluster: LabCluster;
let browser: Browser;
let page: ServedPage;

describe.skipIf(chromiumPath === undefined)('the page of a cluster', () => {
  beforeAll(async () => {
    await ensure(['java', 'jars']);
    cluster = await startCluster({ signal: new AbortController().signal });
    const { connection } = cluster;
    const { session } = idleSession(fixtureCourse);
    session.dispatch({
      type: 'broker',
      broker: { status: 'ready', source: 'embedded', label: 'three brokers', brokers: connection.brokers },
    });
    const brokerControl = { find: () => {}, stop: async () => {} };
    const options = { root: fixtureCourse, session, port: 0, doctor: async () => [], connection: () => connection };
    page = await servePage({ ...options, brokerControl, openNotebook: async () => '' });
    browser = await launchChromium();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await page?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
  });

  it(
    'a killed leader is away, another leads, and both are seen without loading anew',
    { timeout: 120_000 },
    async () => {
      const topic = await newTopic(cluster, 'orders-of-three');
      await using own = await visit(browser, page.address);
      const tab = await own.open('/broker');
      const brokers = tab.getByRole('region', { name: 'Brokers of the cluster' }).getByRole('listitem');
      await brokers.nth(2).waitFor({ timeout: patience });
      const row = tab.locator(`tr[data-key="${topic}:0"] td`);
      const leader = await leaderOf(cluster, topic);
      await tab.locator(`tr[data-key="${topic}:0"]`).waitFor({ timeout: patience });
      expect(await row.allTextContents()).toEqual(['orders-of-three p0', String(leader), '1, 2, 3', '']);
      await cluster.order(leader, 'kill');
      await brokers.filter({ hasText: `broker ${leader}: away` }).waitFor({ timeout: patience });
      await row
        .nth(3)
        .filter({ hasText: String(leader) })
        .waitFor({ timeout: patience });
      const others = [1, 2, 3].filter((id) => id !== leader);
      expect(others.map(String)).toContain(await row.nth(1).textContent());
      expect(await row.nth(2).textContent()).toBe(others.join(', '));
      await cluster.order(leader, 'start');
      await brokers.filter({ hasText: 'away' }).waitFor({ state: 'detached', timeout: patience });
      expect(own.trouble).toEqual([]);
    },
  );
});
