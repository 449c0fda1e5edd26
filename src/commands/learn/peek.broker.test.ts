import { expect, inject, it } from 'vitest';
import { patientClient } from '../../kafka/client.ts';
import { copyCourse, runCli } from '../course.fixture.ts';

const { connection, prefix } = inject('workbook');

it('shows what stands in a topic and how far a group is, by a part of the name', { timeout: 120_000 }, async () => {
  const kafka = patientClient(connection, 'peek-test');
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  const name = `${prefix}-peeked`;
  await Promise.all([admin.connect(), producer.connect()]);
  await admin.createTopics({ topics: [{ topic: name, numPartitions: 2 }] });
  await producer.send({ topic: name, messages: ['a', 'b', 'c'].map((value) => ({ value, partition: 1 })) });
  await admin.setOffsets({ groupId: name, topic: name, partitions: [{ partition: 1, offset: '1' }] });

  await using course = await copyCourse();
  const env = { ...course.env, KAFKA_BOOTSTRAP_SERVERS: connection.brokers.join(',') };
  const { stdout } = await runCli(['peek', 'peeked', '--broker', 'given', '--json'], env);
  expect(JSON.parse(stdout)).toMatchObject({
    topics: [
      { name, partitions: [{ next: '0' }, { next: '3' }], records: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] },
    ],
    groups: [
      {
        name,
        state: 'Empty',
        places: [
          { partition: 0, committed: null, lag: 0 },
          { partition: 1, committed: 1, lag: 2 },
        ],
      },
    ],
  });
  expect(await runCli(['peek', 'no-such-name', '--broker', 'given'], env)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is called "no-such-name"'),
  });

  await admin.deleteGroups([name]);
  await admin.deleteTopics({ topics: [name] });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});
