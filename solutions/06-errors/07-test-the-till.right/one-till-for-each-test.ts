// Differs: the tills are open before there is a record, and the records are written one by one
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
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

const inTime = { timeout: 5_000, interval: 20 };

/** Registers tests of a till with vitest. It is called once for each till. */
export function testTheTill(bench: Bench): void {
  describe('a till', () => {
    const charge = vi.fn<Shift['charge']>(async () => {});
    let topics: Omit<Shift, 'charge'>;
    let till: Till;

    const open = (): Promise<Till> => bench.openTill({ ...topics, charge: (order) => charge(order) });
    const place = (key: string, value: string | null): Promise<void> => bench.write(topics.orders, [{ key, value }]);
    const valuesIn = async (topic: string) => (await bench.read(topic)).map(({ key, value }) => `${key} ${value}`);
    const billed = (id: string): Promise<void> =>
      vi.waitFor(async () => assert.match((await valuesIn(topics.bills)).join(), new RegExp(id)), inTime);

    beforeEach(async () => {
      charge.mockReset();
      const [orders, bills, dead] = [await bench.createTopic(), await bench.createTopic(), await bench.createTopic()];
      topics = { orders, bills, dead, groupId: await bench.newGroup() };
      till = await open();
    });
    afterEach(() => till.stop());

    it('does again what it was in the middle of', async () => {
      charge.mockImplementationOnce(() => new Promise(() => {}));
      await place('7', '{"id":"tea","cents":300}');
      await vi.waitFor(() => assert.equal(charge.mock.calls.length, 1), inTime);
      await till.stop();
      till = await open();
      await billed('tea');
    });

    it('bills once, and in order, what fails twice', async () => {
      let calls = 0;
      charge.mockImplementation(async ({ id }) => {
        if (id === 'tea' && (calls += 1) < 3) throw new Error('busy');
      });
      await place('7', '{"id":"tea","cents":300}');
      await place('7', '{"id":"milk","cents":90}');
      await billed('milk');
      assert.deepEqual(await valuesIn(topics.bills), ['7 {"id":"tea","cents":300}', '7 {"id":"milk","cents":90}']);
    });

    it('hands on a cancellation', async () => {
      await place('7', null);
      await place('7', '{"id":"milk","cents":90}');
      await billed('milk');
      assert.equal((await valuesIn(topics.bills))[0], '7 null');
    });

    it.each(['{', ''])('sets aside "%s"', async (unreadable) => {
      await place('7', unreadable);
      await place('7', '{"id":"milk","cents":90}');
      await billed('milk');
      assert.deepEqual(await valuesIn(topics.dead), [`7 ${unreadable}`]);
    });

    it('says why it sets aside', async () => {
      charge.mockRejectedValue(new RangeError('too much'));
      await place('7', '{"id":"tea","cents":300}');
      await vi.waitFor(async () => assert.equal((await valuesIn(topics.dead)).length, 1), inTime);
      assert.equal((await bench.read(topics.dead))[0]?.headers['reason'], 'too much');
    });
  });
}
