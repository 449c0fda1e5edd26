import { Kafka, logLevel } from 'kafkajs';
import { connection, eventually, newGroup, newTopic } from '#lesson';

const topic = await newTopic('parcels', { partitions: 3 });
const groupId = newGroup('scales');
const given = new Map<string, number[]>();
const members = [];

for (const name of ['one', 'two', 'three', 'four']) {
  // #region join
  const kafka = new Kafka({ ...connection(), clientId: name, logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId, heartbeatInterval: 200, maxWaitTimeInMs: 200 });
  consumer.on('consumer.group_join', ({ payload }) => {
    given.set(name, payload.memberAssignment[topic] ?? []);
  });
  // #endregion
  members.push(consumer);
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async () => {} });
  const isShared = (): boolean => given.size === members.length && new Set([...given.values()].flat()).size === 3;
  await eventually(isShared, { describe: 'the group to share the partitions', within: 20_000 });
  const shares = [...given].map(([member, partitions]) => `${member} [${partitions.join()}]`);
  console.log(`${name} has joined: ${shares.join('  ')}`);
}
for (const consumer of members) await consumer.disconnect();
