import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type ConsumerRunConfig } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

const records = Array.from({ length: 10 }, (_, n) => ({ value: `opened ${n}` }));
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });

async function watch(how: string, settings: ConsumerRunConfig): Promise<void> {
  const topic = await newTopic('doors', { records });
  const consumer = kafka.consumer({ groupId: newGroup('alarm'), maxWaitTimeInMs: 200 });
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  const commits: string[] = [];
  consumer.on('consumer.commit_offsets', ({ payload }) => {
    commits.push(...payload.topics.flatMap(({ partitions }) => partitions.map(({ offset }) => offset)));
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    ...settings,
    eachMessage: async ({ message }) => {
      await wait(50); // the work
      if (message.offset === '9') resolve();
    },
  });
  await atTheEnd;
  await consumer.disconnect();
  console.log(`${how}: ${commits.join(' ') || 'no commit'}`);
}

// #region settings
await watch('nothing said', {});
await watch('every fourth', { autoCommitThreshold: 4 });
await watch('every 120 ms', { autoCommitInterval: 120 });
await watch('none        ', { autoCommit: false });
// #endregion
