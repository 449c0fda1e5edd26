// What the admin does, seen from outside: by clients that log in, are refused, or are slowed down.
import { Kafka, logLevel, type SASLOptions } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrokerAdmin } from '../../kafka/admin/broker-admin.ts';
import { BrokerError } from '../../kafka/errors.ts';
import { ensure } from '../../setup/start-setup.ts';
import { eventually } from '../../testkit/eventually.ts';
import { startSecured, type SecuredBroker } from './secured.ts';

let broker: SecuredBroker;
let admin: BrokerAdmin;

beforeAll(async () => {
  await ensure(['java', 'jars']);
  broker = await startSecured({ signal: new AbortController().signal });
  admin = await BrokerAdmin.open(broker.connection);
}, 300_000);

afterAll(async () => {
  await admin[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
});

const clientOf = (sasl: SASLOptions, clientId = 'alice-app') =>
  new Kafka({
    brokers: [broker.listeners.SASL_PLAINTEXT],
    clientId,
    sasl,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });

const alice = (password: string, mechanism: 'scram-sha-256' | 'scram-sha-512' = 'scram-sha-256') =>
  clientOf({ mechanism, username: 'alice', password });

async function entersWith(kafka: Kafka): Promise<boolean> {
  const client = kafka.admin();
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.disconnect();
  }
}

const soon = (fact: () => Promise<unknown>, describe: string) => eventually(fact, { within: 10_000, describe });

test('a user comes in by the password that was set last, and not once it is taken away', async () => {
  await admin.setPassword('alice', 'first', 'scram-sha-256');
  await soon(() => entersWith(alice('first')), 'alice to come in');
  await admin.setPassword('alice', 'grün und neu', 'scram-sha-256');
  await soon(() => entersWith(alice('grün und neu')), 'alice to come in by her new password');
  expect(await entersWith(alice('first'))).toBe(false);
  await admin.setPassword('alice', 'longer', 'scram-sha-512');
  await soon(() => entersWith(alice('longer', 'scram-sha-512')), 'alice to come in by the other mechanism');
  const ours = async () => (await admin.users()).filter(({ user }) => user === 'alice');
  expect(await ours()).toEqual([{ user: 'alice', mechanisms: ['scram-sha-256', 'scram-sha-512'] }]);
  await admin.removeUser('alice', 'scram-sha-256');
  await soon(async () => !(await entersWith(alice('grün und neu'))), 'alice to be turned away');
  await admin.removeUser('alice', 'scram-sha-512');
  await soon(async () => (await ours()).length === 0, 'alice to be gone');
});

test('what goes wrong has the name that Kafka gives it', async () => {
  const gone = admin.removeUser('nobody', 'scram-sha-256');
  await expect(gone).rejects.toBeInstanceOf(BrokerError);
  await expect(gone).rejects.toThrow('AlterUserScramCredentials with RESOURCE_NOT_FOUND (91)');
});

test('a user may do what an ACL allows, and no more once it is removed', async () => {
  await admin.setPassword('bob', 'secret', 'scram-sha-256');
  const kafka = clientOf({ mechanism: 'scram-sha-256', username: 'bob', password: 'secret' }, 'bob-app');
  const owner = new Kafka({ ...broker.connection, logLevel: logLevel.NOTHING }).admin();
  await owner.connect();
  await owner.createTopics({ topics: [{ topic: 'acl-orders' }], waitForLeaders: true });
  await owner.disconnect();
  const write = async (): Promise<boolean> => {
    const producer = kafka.producer();
    try {
      await producer.connect();
      await producer.send({ topic: 'acl-orders', messages: [{ value: 'x' }] });
      return true;
    } catch {
      return false;
    } finally {
      await producer.disconnect();
    }
  };
  expect(await soon(async () => entersWith(kafka), 'bob to come in')).toBe(true);
  expect(await write()).toBe(false);
  const acl = {
    principal: 'User:bob',
    permission: 'ALLOW',
    operation: 'WRITE',
    resource: 'TOPIC',
    name: 'acl-',
    pattern: 'PREFIXED',
  } as const;
  await admin.addAcls([acl]);
  await soon(write, 'bob to write');
  expect(await admin.acls({ principal: 'User:bob' })).toEqual([acl]);
  expect(await admin.removeAcls({ principal: 'User:bob' })).toEqual([acl]);
  await soon(async () => !(await write()), 'bob to be refused again');
  expect(await admin.acls({ principal: 'User:bob' })).toEqual([]);
});

test('a producer over its quota has to wait, until the quota is taken away', async () => {
  const kafka = new Kafka({ ...broker.connection, clientId: 'greedy', logLevel: logLevel.NOTHING });
  const owner = kafka.admin();
  await owner.connect();
  await owner.createTopics({ topics: [{ topic: 'quota-orders' }], waitForLeaders: true });
  await owner.disconnect();
  await admin.setQuotas({ clientId: 'greedy' }, { producer_byte_rate: 1_800, request_percentage: 50 });
  await soon(async () => Object.keys(await admin.quotas({ clientId: 'greedy' })).length === 2, 'the quota to stand');
  expect(await admin.quotas({ clientId: 'greedy' })).toEqual({ producer_byte_rate: 1_800, request_percentage: 50 });
  // A client keeps to the wait that it was told of, so that each try is a new one.
  const sendTwice = async (): Promise<number> => {
    const producer = kafka.producer();
    await producer.connect();
    const began = performance.now();
    for (let sent = 0; sent < 2; sent += 1)
      await producer.send({ topic: 'quota-orders', messages: [{ value: 'x'.repeat(20_000) }] });
    await producer.disconnect();
    return performance.now() - began;
  };
  // 20 kB in Kafka's window of ten seconds are 2 kB a second: the broker makes up for the excess before the second answer.
  expect(await sendTwice()).toBeGreaterThan(500);
  await admin.setQuotas({ clientId: 'greedy' }, { producer_byte_rate: null, request_percentage: null });
  await soon(async () => Object.keys(await admin.quotas({ clientId: 'greedy' })).length === 0, 'the quota to be gone');
  await soon(async () => (await sendTwice()) < 500, 'the producer to be fast again');
});

test('a move to a broker that is not there is refused, and one to where the partition is has nothing to do', async () => {
  const owner = new Kafka({ ...broker.connection, logLevel: logLevel.NOTHING }).admin();
  await owner.connect();
  await owner.createTopics({ topics: [{ topic: 'moved-orders' }], waitForLeaders: true });
  const { brokers } = await owner.describeCluster();
  await owner.disconnect();
  const here = brokers.map(({ nodeId }) => nodeId);
  const away = admin.moveReplicas([{ topic: 'moved-orders', partition: 0, replicas: [4711] }]);
  await expect(away).rejects.toThrow('INVALID_REPLICA_ASSIGNMENT');
  await admin.moveReplicas([{ topic: 'moved-orders', partition: 0, replicas: here }]);
  expect(await admin.moves()).toEqual([]);
});
