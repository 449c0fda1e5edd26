import { expect, test } from 'vitest';
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

/**
 * Registers tests of a till with vitest. It is called once for each till.
 * TODO: this one test is green for every till that asks for money. Write tests that find the broken ones. The task says what a till promises.
 */
export function testTheTill(bench: Bench): void {
  test('an order is charged', async () => {
    const orders = await bench.createTopic();
    const bills = await bench.createTopic();
    const dead = await bench.createTopic();
    const groupId = await bench.newGroup();
    const charged: string[] = [];
    const charge = async (order: Order): Promise<void> => void charged.push(order.id);
    const till = await bench.openTill({ orders, bills, dead, groupId, charge });
    await bench.write(orders, [{ key: 'table-1', value: '{"id":"order-1","cents":450}' }]);
    await expect.poll(() => charged, { timeout: 3_000 }).toEqual(['order-1']);
    await till.stop();
  });
}
