// Differs: an event a request, compressed; what was sent is deleted; the id of an event is made by the shop
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
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
    database.prepare('INSERT INTO outbox (event) VALUES (?)').run(JSON.stringify({ ...change, id: randomUUID() }));
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** A whole program, the relay: sends what stands in the table `outbox` to `lab.topic`, and goes on when it is empty. */
export async function emptyTheOutbox(lab: Lab, file: string): Promise<void> {
  const database = open(file);
  const waiting = database.prepare('SELECT id, event FROM outbox ORDER BY id LIMIT 1');
  const mark = database.prepare('DELETE FROM outbox WHERE id = ?');
  const producer = new Kafka({ clientId: 'relay', ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  for (;;) {
    const row = waiting.get();
    if (row === undefined) {
      await wait(100);
      continue;
    }
    await producer.send({
      topic: lab.topic,
      messages: [asMessage(String(row['event']))],
      compression: CompressionTypes.GZIP,
    });
    mark.run(Number(row['id']));
  }
}

function asMessage(event: string) {
  const { id, ...change }: Change & { id: string } = JSON.parse(event);
  return { key: change.order, value: JSON.stringify(change), headers: { id } };
}
