import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const records = Array.from({ length: 20 }, (_, n) => ({ value: `opened ${n}`, partition: n % 2 }));
const topic = await newTopic('doors', { partitions: 2, records });
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const place = '7'; // kept somewhere, for both partitions

async function run(groupId: string, begin: (offset: string) => void, seekAtJoin: boolean): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, heartbeatInterval: 200 });
  let isFirst = false;
  consumer.on('consumer.group_join', () => (isFirst = true));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  // #region join
  const goToThePlace = (partitions: number[]): void => {
    for (const partition of partitions) consumer.seek({ topic, partition, offset: place });
  };
  consumer.on('consumer.group_join', ({ payload }) => {
    if (seekAtJoin) goToThePlace(payload.memberAssignment[topic] ?? []);
  });
  // #endregion
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message: { offset } }) => {
      if (isFirst) begin(offset);
      isFirst = false;
    },
  });
  if (!seekAtJoin) goToThePlace([0, 1]);
  return consumer;
}

for (const seekAtJoin of [false, true]) {
  const groupId = newGroup('totals');
  const begun: string[] = [];
  const first = await run(groupId, (offset) => begun.push(offset), seekAtJoin);
  await eventually(() => begun.length === 1, { describe: 'the first record', within: 20_000 });
  const second = await run(groupId, () => {}, seekAtJoin);
  await eventually(() => begun.length === 2, { describe: 'the first record after the rebalance', within: 20_000 });
  console.log(
    `seek ${seekAtJoin ? 'at each join' : 'after run()'}: began at ${begun[0]}, after a rebalance at ${begun[1]}`,
  );
  await first.disconnect();
  await second.disconnect();
}
