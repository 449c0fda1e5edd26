import { readFile } from 'node:fs/promises';
import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensure } from '../../setup/start-setup.ts';
import { securedUser, startSecured, type SecuredBroker } from './secured.ts';

let broker: SecuredBroker;
let ca: string;

beforeAll(async () => {
  await ensure(['java', 'jars']);
  broker = await startSecured({ signal: new AbortController().signal });
  ca = await readFile(broker.caFile, 'utf8');
}, 300_000);

afterAll(async () => broker[Symbol.asyncDispose]());

/** The cluster's id as a client of this listener sees it. */
async function enter(listener: keyof SecuredBroker['listeners'], config: Partial<KafkaConfig>): Promise<string> {
  const brokers = [broker.listeners[listener]];
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING, retry: { retries: 0 }, ...config }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).clusterId;
  } finally {
    await admin.disconnect();
  }
}

const token = (subject: string): string => {
  const [head, claims] = [
    { alg: 'none' },
    { sub: subject, iat: Date.now() / 1000 - 60, exp: Date.now() / 1000 + 3600 },
  ];
  return `${[head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
};

const ways: readonly SASLOptions[] = [
  { mechanism: 'plain', ...securedUser },
  { mechanism: 'scram-sha-256', ...securedUser },
  { mechanism: 'scram-sha-512', ...securedUser },
];

const oauthBearerProvider = async () => ({ value: token(securedUser.username) });

test('its certificate is good for 127.0.0.1 by its authority, and by no other', async () => {
  expect(await enter('SSL', { ssl: { ca: [ca] } })).toBe(broker.clusterId);
  await expect(enter('SSL', { ssl: true })).rejects.toThrow(/certificate|self.signed|issuer/i);
});

test.each(ways)('the user comes in by $mechanism, with and without TLS', async (sasl) => {
  expect(await enter('SASL_PLAINTEXT', { sasl })).toBe(broker.clusterId);
  expect(await enter('SASL_SSL', { sasl, ssl: { ca: [ca] } })).toBe(broker.clusterId);
});

test('a wrong password does not', async () => {
  const sasl = { mechanism: 'scram-sha-512', ...securedUser, password: 'wrong' } as const;
  await expect(enter('SASL_PLAINTEXT', { sasl })).rejects.toThrow(/authentication/i);
});

test('a token comes in by the listener of its own', async () => {
  expect(await enter('OAUTH', { sasl: { mechanism: 'oauthbearer', oauthBearerProvider } })).toBe(broker.clusterId);
});
