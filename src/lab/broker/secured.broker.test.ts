import { readFile } from 'node:fs/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensure } from '../../setup/start-setup.ts';
import { findGiven } from './given.ts';
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

const login = { KAFKA_SASL_USERNAME: securedUser.username, KAFKA_SASL_PASSWORD: securedUser.password };
const trusted = () => ({ KAFKA_SSL_CA_FILE: broker.caFile });
const known = getCACertificates('default');

const given = (listener: keyof SecuredBroker['listeners'] | 'PLAINTEXT', settings: NodeJS.ProcessEnv) => {
  const address = listener === 'PLAINTEXT' ? broker.connection.brokers[0] : broker.listeners[listener];
  return findGiven({ env: { KAFKA_BOOTSTRAP_SERVERS: address, ...settings } });
};

test.each([
  ['SSL', () => ({}), 'its port speaks SSL,', 'Set KAFKA_SECURITY_PROTOCOL to SSL.'],
  [
    'SASL_PLAINTEXT',
    () => ({}),
    'its port speaks SASL_PLAINTEXT,',
    'KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD to a login',
  ],
  ['SASL_SSL', () => ({}), 'its port speaks SASL_SSL,', 'KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD to a login'],
  [
    'SASL_SSL',
    () => ({ KAFKA_SECURITY_PROTOCOL: 'SSL', ...trusted() }),
    'speaks SASL_SSL, and KAFKA_SECURITY_PROTOCOL is SSL',
    'Set KAFKA_SECURITY_PROTOCOL to SASL_SSL, and KAFKA_SASL_USERNAME',
  ],
  [
    'SASL_SSL',
    () => ({ KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', ...login }),
    'speaks SASL_SSL, and',
    'Set KAFKA_SECURITY_PROTOCOL to SASL_SSL.',
  ],
  ['PLAINTEXT', () => ({ KAFKA_SECURITY_PROTOCOL: 'SSL' }), 'speaks PLAINTEXT', 'PROTOCOL to PLAINTEXT.'],
  [
    'PLAINTEXT',
    () => ({ KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', ...login }),
    'speaks PLAINTEXT',
    'remove the KAFKA_SASL_ variables',
  ],
  [
    'SSL',
    () => ({ KAFKA_SECURITY_PROTOCOL: 'SSL' }),
    'an authority that this machine does not know',
    'Set KAFKA_SSL_CA_FILE',
  ],
  [
    'SASL_PLAINTEXT',
    () => ({ KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', ...login, KAFKA_SASL_PASSWORD: 'wrong' }),
    'it refuses the login of workbook',
    'Correct KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD',
  ],
  [
    'OAUTH',
    () => ({ KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', ...login }),
    'no login by PLAIN, but by OAUTHBEARER',
    'Set KAFKA_BOOTSTRAP_SERVERS to a listener that takes PLAIN',
  ],
] as const)('a port %s with other settings says which one to change (%#)', async (listener, settings, seen, next) => {
  // What an earlier case has trusted, this process trusts.
  setDefaultCACertificates(known);
  const finding = given(listener, settings());
  await expect(finding).rejects.toThrow(seen);
  await expect(finding).rejects.toMatchObject({ next: expect.stringContaining(next) });
});
