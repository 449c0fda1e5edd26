import { Kafka, logLevel } from 'kafkajs';
import { expect, inject, it } from 'vitest';
import { deleteGroups } from './delete-groups.ts';

const { connection, prefix } = inject('workbook');

it('groups are deleted, also where one is gone already and one still has a member that leaves', async () => {
  const kafka = new Kafka({ ...connection, logLevel: logLevel.NOTHING });
  const [admin, topic, group] = [kafka.admin(), `${prefix}-groups`, `${prefix}-leaving`];
  await admin.connect();
  await admin.createTopics({ topics: [{ topic }] });
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic });
  const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
  await consumer.run({ eachMessage: async () => {} });
  await joined;
  const deleted = deleteGroups(admin, [group, `${prefix}-never-there`]);
  await consumer.disconnect();
  await deleted;
  const { groups } = await admin.listGroups();
  expect(groups.map(({ groupId }) => groupId)).not.toContain(group);
  await admin.disconnect();
});
