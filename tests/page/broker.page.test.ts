// The broker's page over a real broker: hostile records, a hundred thousand of them, a rebalance as it happens.
import { Kafka, logLevel, Partitioners, type Consumer } from 'kafkajs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newRunPrefix } from '../../src/grading/run-prefix.ts';
import { servePage, type ServedPage } from '../../src/page/serve.ts';
import { chromiumPath, launchChromium } from '../../src/page/launch-chromium.ts';
import { visit } from './visit.ts';
import { fixtureCourse, idleSession } from './page-fixture.ts';

const patience = 40_000;
const { connection, prefix } = inject('workbook');
const kafka = new Kafka({ ...connection, logLevel: logLevel.NOTHING });
const admin = kafka.admin();
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false });
const name = (base: string): string => `${prefix}-${base}`;

let browser: Browser;
let page: ServedPage;

describe.skipIf(chromiumPath === undefined)('the broker’s page', () => {
  beforeAll(async () => {
    const { session } = idleSession(fixtureCourse);
    session.dispatch({
      type: 'broker',
      broker: { status: 'ready', source: 'running', label: 'a broker', brokers: connection.brokers },
    });
    const brokerControl = { find: () => {}, stop: async () => {} };
    const options = { root: fixtureCourse, session, port: 0, doctor: async () => [], connection: () => connection };
    page = await servePage({ ...options, brokerControl, openNotebook: async () => '' });
    browser = await launchChromium();
    await Promise.all([admin.connect(), producer.connect()]);
  });
  afterAll(async () => {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
    await browser?.close();
    await page?.[Symbol.asyncDispose]();
  });

  it('a record’s key, value and headers are text, whatever they hold', async () => {
    const topic = name('hostile');
    await admin.createTopics({ topics: [{ topic }] });
    const attack = '</pre></div><script>alert(1)</script><img src=x onerror=alert(2)>';
    const headers = { [attack]: '"><svg onload=alert(3)>' };
    await producer.send({
      topic,
      messages: [
        { key: attack, value: attack, headers },
        { key: null, value: null },
        { key: 'bytes', value: Buffer.from([0xff, 0xd8, 0x00]) },
      ],
    });
    await using own = await visit(browser, page.address);
    const tab = await own.open(`/broker?topic=${topic}`);
    const rows = tab.locator('.rows .row');
    await rows.nth(2).waitFor({ timeout: patience });
    expect(await rows.nth(0).locator('.key').textContent()).toContain('<script>alert(1)</script>');
    expect(await rows.nth(1).textContent()).toContain('null (a tombstone)');
    expect(await rows.nth(2).textContent()).toContain('0xffd800');
    await rows.nth(0).click();
    await tab.locator('#record pre').first().waitFor();
    expect(await tab.locator('#record').textContent()).toContain('"><svg onload=alert(3)>');
    expect(await tab.locator('#record img, #record svg, #record script').count()).toBe(0);
    expect(own.trouble).toEqual([]);
  });

  it('two topics and groups of one name are told apart, filtered, and a record is found by key, value or offset', async () => {
    const run = newRunPrefix();
    const topics = [1, 2].map((count) => `${run}-${count}-alike`);
    await admin.createTopics({ topics: topics.map((topic) => ({ topic, numPartitions: 1 })) });
    for (const [at, topic] of topics.entries()) {
      const messages = Array.from({ length: 40 }, (_, index) => ({
        key: `key-${at}-${index}`,
        value: `order ${index}`,
      }));
      await producer.send({ topic, messages });
    }
    await using own = await visit(browser, page.address);
    const tab = await own.open(`/broker?topic=${topics[1]}`);
    await tab.getByRole('link', { name: 'alike 1' }).waitFor({ timeout: patience });
    await tab.getByLabel('Filter the topics').fill('alike 2');
    await expect
      .poll(() => tab.locator('.topics li:visible').allTextContents())
      .toEqual([expect.stringContaining('alike 2')]);
    await tab.locator('.rows .row', { hasText: 'key-1-39' }).waitFor({ timeout: patience });
    const find = tab.getByLabel('Find: text');
    for (const [query, key] of [
      ['offset:7', 'key-1-7'],
      ['key:KEY-1-3', 'key-1-3'],
      ['order 21', 'key-1-21'],
    ] as const) {
      await find.fill(query);
      await find.press('Enter');
      await tab.locator('.rows .row.active', { hasText: key }).waitFor({ timeout: patience });
    }
    await find.fill('nobody has this');
    await find.press('Enter');
    await tab.getByText('not found').waitFor();
    expect(await tab.locator('.rows .place').first().textContent()).toBe('alike 2 p0');
    expect(own.trouble).toEqual([]);
  });

  it('a hundred thousand records scroll with few of them in the page', async () => {
    const topic = name('many');
    await admin.createTopics({ topics: [{ topic }] });
    for (let sent = 0; sent < 100_000; sent += 10_000) {
      const messages = Array.from({ length: 10_000 }, (_, index) => ({ key: `k${sent + index}`, value: 'x' }));
      await producer.send({ topic, messages, acks: 1 });
    }
    await using own = await visit(browser, page.address);
    const tab = await own.open(`/broker?topic=${topic}`);
    // Of all topics together a hundred thousand are kept, so other tests' records may have taken some places.
    await tab.getByText(/^(9\d,\d{3}|100,000) records$/).waitFor({ timeout: patience });
    await tab.locator('.rows .row', { hasText: 'k99999' }).waitFor({ timeout: patience });
    await tab.locator('.records').focus();
    await tab.keyboard.press('Home');
    await tab.locator('.rows .row.active', { hasText: /k\d{1,4}x/ }).waitFor({ timeout: patience });
    expect(await tab.getByLabel('Follow the newest').isChecked()).toBe(false);
    await tab.evaluate(() => document.querySelector('.records')!.scrollTo(0, 1_500_000));
    await tab
      .locator('.rows .row', { hasText: /k(49|5\d)\d{3}x/ })
      .first()
      .waitFor({ timeout: patience });
    expect(await tab.locator('.rows .row').count()).toBeLessThan(60);
    expect(own.trouble).toEqual([]);
  });

  it('a rebalance and the lag are seen as they happen', async () => {
    const [topic, group] = [name('orders'), name('billing')];
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
    await using own = await visit(browser, page.address);
    const tab = await own.open('/broker');
    const card = tab.locator('.group', { hasText: 'billing' });
    const first = await member('billing-1', group, topic);
    await card.getByText('stable', { exact: true }).waitFor({ timeout: patience });
    expect(await card.locator('.badge').allTextContents()).toEqual(['A', 'A']);
    const second = await member('billing-2', group, topic);
    await card.locator('.badge', { hasText: 'B' }).waitFor({ timeout: patience });
    await card.getByText(/p[01] went to B/).waitFor({ timeout: patience });
    await Promise.all([first.disconnect(), second.disconnect()]);
    await producer.send({ topic, messages: [{ value: 'late', partition: 0 }] });
    await card.getByText('no members', { exact: true }).waitFor({ timeout: patience });
    await card.getByText('lag 1', { exact: true }).waitFor({ timeout: patience });
    expect(own.trouble).toEqual([]);
  });

  it('an open transaction is shown as open, and as aborted when it is', async () => {
    const topic = name('payments');
    await admin.createTopics({ topics: [{ topic }] });
    const transactional = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      transactionalId: name('tx'),
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await transactional.connect();
    const transaction = await transactional.transaction();
    await transaction.send({ topic, messages: [{ key: 'a', value: '1' }] });
    await using own = await visit(browser, page.address);
    const tab = await own.open(`/broker?topic=${topic}`);
    await tab.locator('.row.open', { hasText: 'open transaction' }).waitFor({ timeout: patience });
    await transaction.abort();
    await tab.locator('.row.aborted').waitFor({ timeout: patience });
    await tab.locator('.row.abort', { hasText: 'abort marker' }).waitFor({ timeout: patience });
    await transactional.disconnect();
    expect(own.trouble).toEqual([]);
  });
});

async function member(clientId: string, groupId: string, topic: string): Promise<Consumer> {
  const own = new Kafka({ ...connection, clientId, logLevel: logLevel.NOTHING });
  const consumer = own.consumer({ groupId, maxWaitTimeInMs: 200, heartbeatInterval: 300, sessionTimeout: 10_000 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  // So that there is something committed to lag behind.
  await consumer.commitOffsets([0, 1].map((partition) => ({ topic, partition, offset: '0' }))).catch(() => {});
  return consumer;
}
