import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { KafkaJS } from '@confluentinc/kafka-javascript';
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
// - The relay reads its rows to the end, sends them, waits for the confirmation and then marks them. It holds no lock meanwhile.
// - This client may put the records of one `send` into several requests, of which a later one can overtake one that
//   was refused, also with `idempotent: true`. So one event is sent after the other.

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
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'relay', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ kafkaJS: { idempotent: true }, 'linger.ms': 0 });
  await producer.connect();
  for (;;) {
    const rows = waiting.all().map(({ id, event }): Row => ({ id: Number(id), change: JSON.parse(String(event)) }));
    try {
      for (const row of rows) {
        await producer.send({ topic: lab.topic, messages: [asMessage(row)] });
        mark.run(row.id);
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
