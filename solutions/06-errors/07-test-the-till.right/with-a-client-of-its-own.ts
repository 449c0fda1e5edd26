// Differs: orders are written with kafkajs, in batches compressed with gzip, and it is kafkajs that is asked for the committed offset
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { expect, onTestFinished, test } from 'vitest';
import type { LabConnection } from '#testkit';

/** An order. It stands as JSON in the value of a record: `{"id":"order-1","cents":450}`. */
export interface Order {
  readonly id: string;
  readonly cents: number;
}

/** A record: what is written to a topic, and what is read of it. */
export interface Entry {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** What a till works with. */
export interface Shift {
  /** The topic that it reads. */
  readonly orders: string;
  /** The topic that it writes bills to. */
  readonly bills: string;
  /** The topic for records that stay bad. */
  readonly dead: string;
  /** The group in which it reads, and by which it knows its place. */
  readonly groupId: string;
  /** The payment provider. It rejects where it does not take the money. */
  readonly charge: (order: Order) => Promise<void>;
}

export interface Till {
  /** Stops it, and resolves when it has stopped. A `charge` that is under way is not waited for. */
  stop(): Promise<void>;
}

/** What your tests are handed. */
export interface Bench {
  /** How to reach the broker, for a client of your own. */
  readonly connection: LabConnection;
  /** Makes a topic under a name that nobody else has, and resolves with the name. */
  createTopic(): Promise<string>;
  /** A name for a group that nobody else has. */
  newGroup(): Promise<string>;
  /** Writes records to a topic in this order, and resolves when they are stored. */
  write(topic: string, records: readonly Entry[]): Promise<void>;
  /** All records that stand in a topic now: partition by partition, each in its order. */
  read(topic: string): Promise<Required<Entry>[]>;
  /** How many records of a topic a group has committed. */
  committed(groupId: string, topic: string): Promise<number>;
  /** Opens a till. It begins where its group stands, in a new group with the first record. */
  openTill(shift: Shift): Promise<Till>;
}

const inTime = { timeout: 5_000 };
const order = (id: string): string => JSON.stringify({ id, cents: 450 });
const table = (value: string | null): Entry => ({ key: 'table-1', value });
const accept = async (): Promise<void> => {};

/** Registers tests of a till with vitest. It is called once for each till. */
export function testTheTill(bench: Bench): void {
  const retry = { retries: 5, initialRetryTime: 100 };
  const kafka = new Kafka({ ...bench.connection, retry, logLevel: logLevel.NOTHING });

  async function write(topic: string, records: readonly Entry[]): Promise<void> {
    const producer = kafka.producer();
    await producer.connect();
    const messages = records.map(({ key, value }) => ({ key, value }));
    await producer.send({ topic, messages, compression: CompressionTypes.GZIP });
    await producer.disconnect();
  }

  async function committed(groupId: string, topic: string): Promise<number> {
    const admin = kafka.admin();
    await admin.connect();
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    await admin.disconnect();
    return Math.max(0, ...(found?.partitions ?? []).map(({ offset }) => Number(offset)));
  }

  /** Opens a till on topics of its own, in which the records stand. It is stopped when the test has ended. */
  async function open(records: readonly Entry[], charge: Shift['charge'] = accept) {
    const [orders, bills, dead] = await Promise.all([bench.createTopic(), bench.createTopic(), bench.createTopic()]);
    const shift = { orders, bills, dead, groupId: await bench.newGroup(), charge };
    await write(orders, records);
    const entries = async (topic: string) => (await bench.read(topic)).map(({ key, value }) => ({ key, value }));
    return {
      stop: await openAgain(shift),
      again: () => openAgain({ ...shift, charge: accept }),
      committed: () => committed(shift.groupId, orders),
      bills: () => entries(bills),
      dead: () => entries(dead),
      letters: () => bench.read(dead),
    };
  }

  async function openAgain(shift: Shift): Promise<() => Promise<void>> {
    const till = await bench.openTill(shift);
    onTestFinished(() => till.stop());
    return () => till.stop();
  }

  test('what is under way at a stop comes again', async () => {
    let calls = 0;
    const till = await open([table(order('order-1'))], async () => {
      calls += 1;
      await new Promise(() => {}); // the provider does not answer
    });
    await expect.poll(() => calls, inTime).toBe(1);
    expect(await till.committed()).toBe(0);
    await till.stop();
    await till.again();
    await expect.poll(till.bills, inTime).toContainEqual(table(order('order-1')));
  });

  test('an order that fails once has one bill', async () => {
    let calls = 0;
    const till = await open([table(order('order-1')), table(order('order-2'))], async ({ id }) => {
      if (id === 'order-1' && (calls += 1) === 1) throw new Error('busy');
    });
    await expect.poll(till.bills, inTime).toEqual(expect.arrayContaining(['order-1', 'order-2'].map(order).map(table)));
    const bills = await till.bills();
    expect(bills.filter(({ value }) => value === order('order-1'))).toHaveLength(1);
  });

  test('an order that fails once comes before the next one of its key', async () => {
    let calls = 0;
    const till = await open([table(order('order-1')), table(order('order-2'))], async ({ id }) => {
      if (id === 'order-1' && (calls += 1) === 1) throw new Error('busy');
    });
    await expect.poll(till.bills, inTime).toContainEqual(table(order('order-2')));
    expect((await till.bills())[0]).toEqual(table(order('order-1')));
  });

  test('a record without a value is handed on', async () => {
    const till = await open([table(null), table(order('order-2'))]);
    await expect.poll(till.bills, inTime).toContainEqual(table(order('order-2')));
    expect(await till.bills()).toEqual([table(null), table(order('order-2'))]);
  });

  test('a record that is no JSON is a dead letter', async () => {
    const till = await open([table('{"id":'), table(order('order-2'))]);
    await expect.poll(till.bills, inTime).toContainEqual(table(order('order-2')));
    expect(await till.dead()).toEqual([table('{"id":')]);
  });

  test('an order that always fails is a dead letter with its reason', async () => {
    const till = await open([table(order('order-1')), table(order('order-2'))], async ({ id }) => {
      if (id === 'order-1') throw new Error('the card has expired');
    });
    await expect.poll(till.bills, inTime).toContainEqual(table(order('order-2')));
    expect(await till.letters()).toMatchObject([
      { ...table(order('order-1')), headers: { reason: 'the card has expired' } },
    ]);
  });
}
