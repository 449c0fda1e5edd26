import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const [topic = '', groupId = '', file = '', dies] = process.argv.slice(2);

async function countVisitors(): Promise<void> {
  const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, sessionTimeout: 6_000 });
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  // #region place
  const db = new DatabaseSync(file);
  db.exec(`create table if not exists visits
             (door integer primary key, next text, total integer)`);
  const find = db.prepare('select next, total from visits where door = ?');
  const keep = db.prepare('insert or replace into visits values (?, ?, ?)');

  consumer.on('consumer.group_join', ({ payload }) => {
    for (const door of payload.memberAssignment[topic] ?? []) {
      const next = find.get(door)?.['next'];
      if (next) consumer.seek({ topic, partition: door, offset: String(next) });
    }
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition: door, message: { offset, value } }) => {
      const total = Number(find.get(door)?.['total'] ?? 0) + Number(value);
      keep.run(door, String(BigInt(offset) + 1n), total); // place and result, or neither
      if (dies && offset === '2') process.kill(process.pid, 'SIGKILL');
      if (offset === '4') resolve();
    },
  });
  // #endregion
  await atTheEnd;
  await consumer.disconnect();
}

async function dieAndComeBack(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lesson-'));
  const path = join(folder, 'visits.db');
  const visitors = await newTopic('visitors', { records: [1, 2, 3, 4, 5].map((n) => ({ value: String(n) })) });
  const group = newGroup('totals');
  for (const end of [['dies'], []]) {
    await once(fork(import.meta.filename, [visitors, group, path, ...end]), 'close');
    const db = new DatabaseSync(path);
    console.log({ ...db.prepare('select * from visits').get() });
    db.close();
  }
  rmSync(folder, { recursive: true });
  const admin = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [visitors] });
  console.log('committed:', offsets?.partitions[0]?.offset);
  await admin.disconnect();
}

if (topic) await countVisitors();
else await dieAndComeBack();
