import { DatabaseSync } from 'node:sqlite';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

// Payment p1 of 10 was stored twice, as its first acknowledgement was lost.
const records = ['p1 10', 'p1 10', 'p2 5'].map((each) => ({
  key: each.split(' ')[0] ?? '',
  value: each.split(' ')[1] ?? '',
}));
const topic = await newTopic('payments', { records });

const nameOf = {
  'no name': () => null, // SQLite takes each null for another one
  'topic, partition and offset': ({ offset }: KafkaMessage) => `${topic}/0/${offset}`,
  'id of the payment': ({ key }: KafkaMessage) => String(key),
};

for (const [way, name] of Object.entries(nameOf)) {
  const database = new DatabaseSync(':memory:');
  database.exec(
    'CREATE TABLE seen (name TEXT UNIQUE); CREATE TABLE account (balance INT); INSERT INTO account VALUES (0)',
  );
  // #region apply
  const remember = database.prepare('INSERT OR IGNORE INTO seen (name) VALUES (?)');
  const add = database.prepare('UPDATE account SET balance = balance + ?');
  const apply = (message: KafkaMessage): void => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const isNew = remember.run(name(message)).changes === 1;
      if (isNew) add.run(Number(message.value));
      database.exec('COMMIT'); // both, or none
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };
  // #endregion
  await readAll(apply);
  await readAll(apply); // once more, as after a crash before the offsets were committed
  console.log(`${way}: balance ${String(database.prepare('SELECT balance FROM account').get()?.['balance'])}`);
  database.close();
}

async function readAll(handle: (message: KafkaMessage) => void): Promise<void> {
  const consumer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).consumer({
    groupId: newGroup('books'),
    maxWaitTimeInMs: 100,
  });
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      handle(message);
      if (message.offset === '2') resolve();
    },
  });
  await atTheEnd;
  await consumer.disconnect();
}
