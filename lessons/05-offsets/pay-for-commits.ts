import { Kafka, logLevel, type ConsumerRunConfig } from 'kafkajs';
import { newGroup, newTopic, openFrontDoor, took } from '#lesson';

const topic = await newTopic('doors', { records: Array.from({ length: 1_000 }, (_, n) => ({ value: `opened ${n}` })) });

async function readAll(how: string, settings: ConsumerRunConfig): Promise<void> {
  const door = await openFrontDoor();
  const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: newGroup('alarm'), maxWaitTimeInMs: 200 });
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    ...settings,
    eachMessage: async ({ message: { offset } }) => {
      if (offset === '0') begin();
      if (offset === '999') resolve();
    },
  });
  await begun;
  const time = await took(() => atTheEnd);
  await consumer.disconnect();
  console.log(`${how}: ${door.count('OffsetCommit')} commits, ${time}`);
  await door[Symbol.asyncDispose]();
}

// #region price
await readAll('after each batch ', {});
await readAll('after each record', { autoCommitThreshold: 1 });
// #endregion
