import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Change {
  order: string;
  item: string;
  quantity: number;
}

/** Opens the shop's database. Who finds it locked waits for up to five seconds. */
const open = (file: string): DatabaseSync => new DatabaseSync(file, { timeout: 5_000 });

// Why this way
// - Two inserts, one transaction of the database: either both count or none. Nothing of Kafka is in there, so `lab` is not used.
// - The event is the change itself. Who stores only the order's id sends what the order has become in the meantime.
// - `COMMIT` may be what fails, so it stands inside of `try`. After it has failed the transaction is still open.
// - `all()` reads to the end and lets go of the database. The relay holds no lock while it waits for the broker.
// - Marked after the confirmation: a relay that dies between the two sends the same rows again, and their ids say so. Marked
//   before, they would be lost.
// - All that waits goes in one request, so in order; what fails stays in front. SQLite has one writer at a time, so no smaller
//   id can appear later, and `id <= ?` marks what was sent.

/** The shop calls it: writes the change to the table `orders`, and its event to `outbox`. Throws where the database refuses it. */
export async function changeOrder(_lab: Lab, file: string, change: Change): Promise<void> {
  using database = open(file);
  database.exec('BEGIN IMMEDIATE');
  try {
    database
      .prepare('INSERT OR REPLACE INTO orders (id, item, quantity) VALUES (?, ?, ?)')
      .run(change.order, change.item, change.quantity);
    database.prepare('INSERT INTO outbox (event) VALUES (?)').run(JSON.stringify(change));
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

interface Row {
  readonly id: number;
  readonly change: Change;
}

/** A whole program, the relay: sends what stands in the table `outbox` to `lab.topic`, and goes on when it is empty. */
export async function emptyTheOutbox(lab: Lab, file: string): Promise<void> {
  const database = open(file);
  const waiting = database.prepare('SELECT id, event FROM outbox WHERE sent = 0 ORDER BY id LIMIT 100');
  const mark = database.prepare('UPDATE outbox SET sent = 1 WHERE id <= ? AND sent = 0');
  const producer = new Kafka({ clientId: 'relay', ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  for (;;) {
    const rows = waiting.all().map(({ id, event }): Row => ({ id: Number(id), change: JSON.parse(String(event)) }));
    const last = rows.at(-1);
    try {
      if (last) {
        await producer.send({ topic: lab.topic, messages: rows.map(asMessage) });
        mark.run(last.id);
      }
    } catch (error) {
      lab.log(String(error));
    }
    await wait(100);
  }
}

const asMessage = ({ id, change }: Row) => ({
  key: change.order,
  value: JSON.stringify(change),
  headers: { id: String(id) },
});
