import { DatabaseSync } from 'node:sqlite';
import { Kafka, logLevel } from 'kafkajs';
import { connection, newTopic, readValues } from '#lesson';

const producer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).producer({ idempotent: true });
await producer.connect();
const database = new DatabaseSync(':memory:');
const reset = 'DROP TABLE IF EXISTS orders; CREATE TABLE orders (name TEXT);';
const rowsOf = (): string =>
  database
    .prepare('SELECT name FROM orders')
    .all()
    .map(({ name }) => name)
    .join(' ');

/** Runs the work in one transaction of the database; B is refused at its end. */
async function inTransaction(order: string, work: () => void | Promise<void>): Promise<void> {
  database.exec('BEGIN');
  database.prepare('INSERT INTO orders (name) VALUES (?)').run(order);
  await work();
  database.exec(order === 'B' ? 'ROLLBACK' : 'COMMIT');
}

database.exec(reset);
const topic = await newTopic('events');
// #region inside
for (const order of ['A', 'B', 'C']) {
  await inTransaction(order, async () => void (await producer.send({ topic, messages: [{ value: order }] })));
}
// #endregion
console.log(`sent inside: orders ${rowsOf()}, events ${(await readValues(topic)).join(' ')}`);

database.exec(reset);
// #region outbox
database.exec('CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT, sent INT DEFAULT 0)');
const write = database.prepare('INSERT INTO outbox (event) VALUES (?)');
for (const order of ['A', 'B', 'C']) await inTransaction(order, () => void write.run(order));
// #endregion
const events = await newTopic('events');
// #region relay
const waiting = database.prepare('SELECT id, event FROM outbox WHERE sent = 0 ORDER BY id');
const mark = database.prepare('UPDATE outbox SET sent = 1 WHERE id = ?');
async function relay(dies = false): Promise<void> {
  for (const { id, event } of waiting.all()) {
    await producer.send({ topic: events, messages: [{ value: `${String(id)}:${String(event)}` }] });
    if (dies) return; // sent, and not marked
    mark.run(Number(id));
  }
}
await relay(true);
await relay();
// #endregion
console.log(`by an outbox: orders ${rowsOf()}, events ${(await readValues(events)).join(' ')}`);
await producer.disconnect();
