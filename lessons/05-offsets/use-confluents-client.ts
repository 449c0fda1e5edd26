import { setTimeout as wait } from 'node:timers/promises';
import confluent from '@confluentinc/kafka-javascript';
import kafkajs from 'kafkajs';
import { connection, eventually, newGroup, newTopic, openFrontDoor, took } from '#lesson';

const { Kafka, logLevel } = confluent.KafkaJS;
const records = Array.from({ length: 8 }, (_, n) => ({ value: `opened ${n}` }));
const door = await openFrontDoor();
const kafka = new Kafka({ kafkaJS: { ...door.connection, logLevel: logLevel.NOTHING } });
const admin = kafka.admin();
await admin.connect();

interface Visit {
  readonly topic: string;
  readonly groupId: string;
  readonly fromBeginning: boolean;
  /** How many records come; where none does, the visit lasts a second and a half. */
  readonly records: number;
}
type Consumer = ReturnType<typeof kafka.consumer>;

/** Joins, reads, does `then`, and leaves. Resolves with the offsets read. */
async function visit(
  { topic, groupId, fromBeginning, records: expected }: Visit,
  then?: (consumer: Consumer) => Promise<void>,
): Promise<string> {
  const read: string[] = [];
  const consumer = kafka.consumer({ kafkaJS: { groupId, fromBeginning, autoCommit: !then } });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async ({ message }) => void read.push(message.offset) });
  await eventually(() => consumer.assignment().length > 0, { describe: 'partitions', within: 20_000 });
  await (expected > 0
    ? eventually(() => read.length >= expected, { describe: `${expected} records`, within: 20_000 })
    : wait(1_500));
  await then?.(consumer);
  await consumer.disconnect();
  return read.join(' ') || 'nothing';
}

const topic = await newTopic('doors', { records, partitions: 2 });
const groupId = newGroup('alarm');
await visit({ topic, groupId, fromBeginning: true, records: 8 }, async (consumer) => {
  door.delayAnswers(300);
  const commit = consumer.commitOffsets.bind(consumer, [{ topic, partition: 0, offset: '1' }]);
  console.log(`commitOffsets has resolved after ${await took(commit)}`);
  console.log(`committed() has answered after ${await took(() => consumer.committed([{ topic, partition: 0 }]))}`);
  door.delayAnswers(0);
});
const show = (partitions: readonly { partition: number; offset: string }[] = []) =>
  partitions.map(({ partition, offset }) => `partition ${partition}: ${offset}`).join(', ');
const [byName] = await admin.fetchOffsets({ groupId, topics: [topic] });
console.log('asked for the topic:', show(byName?.partitions));
const [byNumber] = await admin.fetchOffsets({ groupId, topics: [{ topic, partitions: [0, 1] }] });
console.log('asked for 0 and 1:  ', show(byNumber?.partitions));

const deleter = new kafkajs.Kafka({ ...connection(), logLevel: kafkajs.logLevel.NOTHING }).admin();
await deleter.connect();
for (const fromBeginning of [false, true]) {
  const gone = { topic: await newTopic('doors', { records }), groupId: newGroup('alarm') };
  await visit({ ...gone, fromBeginning: true, records: 8 }, (consumer) =>
    consumer.commitOffsets([{ topic: gone.topic, partition: 0, offset: '2' }]),
  );
  await deleter.fetchTopicOffsets(gone.topic);
  await deleter.deleteTopicRecords({ topic: gone.topic, partitions: [{ partition: 0, offset: '5' }] });
  const read = await visit({ ...gone, fromBeginning, records: fromBeginning ? 3 : 0 });
  const [now] = await admin.fetchOffsets({ groupId: gone.groupId, topics: [gone.topic] });
  console.log(`fromBeginning: ${fromBeginning}: read ${read}, committed now ${now?.partitions[0]?.offset}`);
}
await deleter.disconnect();
await admin.disconnect();
await door[Symbol.asyncDispose]();
