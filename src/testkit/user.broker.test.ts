import { Kafka, logLevel } from 'kafkajs';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from './eventually.ts';
import { currentJob } from './job.ts';
import type { LabConnection } from './lab.ts';
import { Observer } from './observer.ts';
import { uniqueName } from './unique-name.ts';
import { newUser, type Permission } from './user.ts';

async function newTopic(): Promise<string> {
  await using observer = new Observer(currentJob().connection);
  const topic = uniqueName('topic');
  await observer.createTopic(topic);
  return topic;
}

/** A connected producer of this user's; what became of a record is the answer. */
async function writerAs(connection: LabConnection, topic: string) {
  const kafka = new Kafka({ ...connection, logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  onTestFinished(() => producer.disconnect());
  return async (): Promise<'written' | 'forbidden'> => {
    try {
      await producer.send({ topic, messages: [{ value: 'order' }] });
      return 'written';
    } catch (error) {
      // Said of the topic's metadata, of which kafkajs asks first.
      if (!/not authorized to access topics/i.test(String(error))) throw error;
      return 'forbidden';
    }
  };
}

test('a user may do nothing, then what is granted, then nothing again on the same connection', async () => {
  const topic = await newTopic();
  await using user = await newUser();
  const write = await writerAs(user.connection, topic);
  expect(await write()).toBe('forbidden');
  const permission: Permission = { operation: 'WRITE', resource: 'TOPIC', name: topic };
  for (const round of [1, 2, 3]) {
    await user.grant(permission);
    expect(await write(), `round ${round}`).toBe('written');
    await user.withdraw(permission);
    expect(await write(), `round ${round}`).toBe('forbidden');
  }
});

test('what one user is granted, another is not', async () => {
  const topic = await newTopic();
  await using alice = await newUser();
  await using bob = await newUser();
  await alice.grant({ operation: 'WRITE', resource: 'TOPIC', name: topic.slice(0, -2), pattern: 'PREFIXED' });
  expect(await (await writerAs(alice.connection, topic))()).toBe('written');
  expect(await (await writerAs(bob.connection, topic))()).toBe('forbidden');
});

test('a user who is gone is not let in', async () => {
  const user = await newUser();
  await user[Symbol.asyncDispose]();
  const refused = async (): Promise<boolean> => {
    const admin = new Kafka({ ...user.connection, logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin();
    const said = await admin.connect().catch(String);
    await admin.disconnect();
    return /authentication/i.test(said ?? '');
  };
  // The broker hears of it from the controller, some milliseconds later.
  await expect(eventually(refused, { describe: 'the login to be refused' })).resolves.toBe(true);
});
