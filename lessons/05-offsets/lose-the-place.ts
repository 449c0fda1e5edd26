import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const records = Array.from({ length: 8 }, (_, n) => ({ value: `opened ${n}` }));
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
await admin.connect();

interface Visit {
  readonly topic: string;
  readonly groupId: string;
  readonly fromBeginning: boolean;
  readonly autoCommit: boolean;
  /** Committed by hand at the end. */
  readonly commit?: string;
}

/** Joins with these settings, stays until the broker was asked a few times, and leaves. Resolves with what was read. */
async function visit({ topic, groupId, fromBeginning, autoCommit, commit }: Visit): Promise<string> {
  const read: string[] = [];
  let fetches = 0;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  consumer.on('consumer.fetch', () => (fetches += 1));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning });
  await consumer.run({ autoCommit, eachMessage: async ({ message }) => void read.push(message.offset) });
  await eventually(() => fetches > 4, { describe: 'five fetches', within: 20_000 });
  if (commit) await consumer.commitOffsets([{ topic, partition: 0, offset: commit }]);
  await consumer.disconnect();
  return read.join(' ') || 'nothing';
}

async function comeBack(committed: string, fromBeginning: boolean, autoCommit = true): Promise<void> {
  const topic = await newTopic('doors', { records });
  const groupId = newGroup('alarm');
  await visit({ topic, groupId, fromBeginning: true, autoCommit: false, commit: committed });
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '5' }] });
  // #region back
  const read = await visit({ topic, groupId, fromBeginning, autoCommit });
  const [now] = await admin.fetchOffsets({ groupId, topics: [topic] });
  console.log(`committed ${committed}, fromBeginning: ${fromBeginning}, autoCommit: ${autoCommit}`);
  console.log(`  read ${read}, committed now ${now?.partitions[0]?.offset}`);
  // #endregion
}

await comeBack('2', false);
await comeBack('2', true);
await comeBack('31', true);
await comeBack('2', true, false);
await admin.disconnect();
