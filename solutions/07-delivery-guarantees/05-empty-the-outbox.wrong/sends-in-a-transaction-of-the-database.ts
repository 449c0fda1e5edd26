// Breaks: without-kafka (not reached: empties, because a change that had to wait may go with the one after it, and be sent again with it)
// Expect: who-waits
// Kind: silent-broker
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

// Read, send and mark in one transaction, so that nobody comes between.
export async function emptyTheOutbox(lab: Lab, file: string): Promise<void> {
  const database = open(file);
  const waiting = database.prepare('SELECT id, event FROM outbox WHERE sent = 0 ORDER BY id LIMIT 100');
  const mark = database.prepare('UPDATE outbox SET sent = 1 WHERE id <= ? AND sent = 0');
  const producer = new Kafka({ clientId: 'relay', ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  for (;;) {
    database.exec('BEGIN IMMEDIATE');
    const rows = waiting.all().map(({ id, event }): Row => ({ id: Number(id), change: JSON.parse(String(event)) }));
    const last = rows.at(-1);
    try {
      if (last) {
        await producer.send({ topic: lab.topic, messages: rows.map(asMessage) });
        mark.run(last.id);
      }
      database.exec('COMMIT');
    } catch (error) {
      lab.log(String(error));
      database.exec('ROLLBACK');
    }
    await wait(100);
  }
}

const asMessage = ({ id, change }: Row) => ({
  key: change.order,
  value: JSON.stringify(change),
  headers: { id: String(id) },
});
