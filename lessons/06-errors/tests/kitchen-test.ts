import { Kafka, logLevel } from 'kafkajs';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { connection, uniqueTopic } from '#lesson';
import { handlers, startKitchen } from './kitchen.ts';

declare module 'vitest' {
  interface ProvidedContext {
    handler: keyof typeof handlers;
  }
}

const retry = { retries: 5, initialRetryTime: 300 }; // said outright: kafkajs has others where NODE_ENV is "test"
const kafka = new Kafka({ ...connection(), retry, logLevel: logLevel.NOTHING });
const inTime = { timeout: 10_000 };

/** Starts a kitchen with topics and a group of its own, which are gone after the test, whatever its end. */
async function open(orders: string[], save: (order: string) => Promise<void>) {
  const name = uniqueTopic('orders');
  const aside = `${name}-aside`;
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  await admin.createTopics({ topics: [{ topic: name }, { topic: aside }] });
  await producer.send({ topic: name, messages: orders.map((value) => ({ value })) });
  const stop = await startKitchen(kafka, name, handlers[inject('handler')], save);
  onTestFinished(async () => {
    await stop();
    await admin.deleteGroups([name]);
    await admin.deleteTopics({ topics: [name, aside] });
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }, 30_000);
  return {
    setAside: async () => (await admin.fetchTopicOffsets(aside))[0]?.high,
    committed: async () => (await admin.fetchOffsets({ groupId: name, topics: [name] }))[0]?.partitions[0]?.offset,
  };
}

// #region calls
test('every order is handed to save', async () => {
  const save = vi.fn<(order: string) => Promise<void>>(async (order) => {
    if (order === 'milk') throw new Error('no fridge');
  });
  await open(['tea', 'milk', 'bread'], save);
  await expect.poll(() => save.mock.calls.flat(), inTime).toContain('bread');
});
// #endregion

// #region facts
test('what fails once is saved once, and nothing is set aside', async () => {
  const saved: string[] = [];
  let refusals = 1;
  const { setAside } = await open(['tea', 'milk', 'bread'], async (order) => {
    if (order === 'milk' && refusals-- > 0) throw new Error('the database is busy');
    saved.push(order);
  });
  await expect.poll(() => saved.at(-1), inTime).toBe('bread'); // the end
  expect(saved).toEqual(['tea', 'milk', 'bread']);
  expect(await setAside()).toBe('0');
});

test('what always fails is set aside, and the next one committed', async () => {
  const { setAside, committed } = await open(['milk', 'bread'], async (order) => {
    if (order === 'milk') throw new Error('no fridge');
  });
  await expect.poll(committed, inTime).toBe('2');
  expect(await setAside()).toBe('1');
});
// #endregion
