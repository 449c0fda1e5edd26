import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePorts } from './free-ports.ts';
import { findGiven } from './given.ts';

const given = (env: NodeJS.ProcessEnv): ReturnType<typeof findGiven> => findGiven({ env });

test('an empty variable is one that is not set', async () => {
  expect(await given({ KAFKA_BOOTSTRAP_SERVERS: '' })).toMatchObject({
    notHere: { reason: 'KAFKA_BOOTSTRAP_SERVERS is not set' },
  });
});

test('an address where nobody answers is named, with what was tried', async () => {
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  await expect(given({ KAFKA_BOOTSTRAP_SERVERS: address })).rejects.toMatchObject({
    message: expect.stringContaining(
      `(${address}) cannot be used: nobody listens there (Connection error: connect ECONN`,
    ),
    next: expect.stringContaining('remove the variable'),
  });
});

test('a port of something else is said not to be Kafka', async () => {
  const server = createServer((socket) => socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const at = server.address();
  const port = at !== null && typeof at === 'object' ? at.port : 0;
  await expect(given({ KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${port}` })).rejects.toThrow('does not answer as Kafka');
});

test.each([
  ['kafka://a:9092', 'it takes host:port without kafka://', 'a:9092'],
  ['SASL_SSL://a:9092,SASL_SSL://b:9092', 'without SASL_SSL://', 'a:9092,b:9092'],
  ['https://a:9092/', 'without https://', 'a:9092'],
  ['a:9092;b:9092', 'a semicolon stands between', 'a:9092,b:9092'],
  ['a:9092 b:9092', 'a space stands between', 'a:9092,b:9092'],
  ['"a:9092"', 'has quotation marks', 'a:9092'],
  ['kafka.example.org', 'has no port', 'kafka.example.org:9092'],
  ['a:9092/topic', 'something behind its port', 'a:9092'],
  ['a:99999', 'not a number from 1 to 65535', 'a:9092'],
  ['a:b', 'not a number from 1 to 65535', 'a:9092'],
  [',', 'it names no address', 'kafka.example.org:9092'],
])('the address %s is said to be wrong, and what to write instead', async (typed, problem, instead) => {
  await expect(given({ KAFKA_BOOTSTRAP_SERVERS: typed })).rejects.toMatchObject({
    message: expect.stringMatching(/^KAFKA_BOOTSTRAP_SERVERS is not right: /),
    next: `Set KAFKA_BOOTSTRAP_SERVERS to ${instead}.`,
  });
  await expect(given({ KAFKA_BOOTSTRAP_SERVERS: typed })).rejects.toThrow(problem);
});

test.each(['[::1]:9092', '::1:9092', '[fe80::1]', 'a:9092,[::1]:9092'])(
  'of the IPv6 address %s is said that kafkajs cannot read it',
  async (typed) => {
    await expect(given({ KAFKA_BOOTSTRAP_SERVERS: typed })).rejects.toMatchObject({
      message: expect.stringMatching(/^KAFKA_BOOTSTRAP_SERVERS is not right: .* is an IPv6 address/),
      next: expect.stringContaining('Name the host instead, such as localhost:9092'),
    });
  },
);

const address = { KAFKA_BOOTSTRAP_SERVERS: 'kafka.example.org:9092' };
const ada = { ...address, KAFKA_SASL_USERNAME: 'ada', KAFKA_SASL_PASSWORD: 'secret' };

test.each([
  [{ ...address, KAFKA_SECURITY_PROTOCOL: 'TLS' }, /^KAFKA_SECURITY_PROTOCOL is not right: .*SASL_SSL/, /Correct/],
  [
    { ...ada, KAFKA_SECURITY_PROTOCOL: 'sasl_ssl' },
    /^KAFKA_SECURITY_PROTOCOL is not right: sasl_ssl/,
    /KAFKA_SECURITY_PROTOCOL to SASL_SSL\./,
  ],
  [
    { ...ada, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_MECHANISM: 'scram-sha-512' },
    /^KAFKA_SASL_MECHANISM is not right/,
    /KAFKA_SASL_MECHANISM to SCRAM-SHA-512\./,
  ],
  [
    { ...ada, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_MECHANISM: 'GSSAPI' },
    /^KAFKA_SASL_MECHANISM is not right: GSSAPI is none of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512/,
    /Correct/,
  ],
  [
    { ...address, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' },
    /^KAFKA_SASL_USERNAME is not right: .*SASL_SSL needs it/,
    /Set KAFKA_SASL_USERNAME/,
  ],
  [
    { ...address, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_USERNAME: 'ada' },
    /^KAFKA_SASL_PASSWORD is not right/,
    /Set KAFKA_SASL_PASSWORD/,
  ],
  [ada, /^KAFKA_SASL_USERNAME is set, and KAFKA_SECURITY_PROTOCOL is not/, /SASL_SSL or SASL_PLAINTEXT, or remove/],
  [
    { ...ada, KAFKA_SECURITY_PROTOCOL: 'SSL' },
    /^KAFKA_SASL_USERNAME is set, and KAFKA_SECURITY_PROTOCOL=SSL does not/,
    /PROTOCOL to SASL_SSL, or remove/,
  ],
  [
    { ...address, KAFKA_SSL_CA_FILE: 'ca.pem' },
    /^KAFKA_SSL_CA_FILE is set, and KAFKA_SECURITY_PROTOCOL is not/,
    /SSL or SASL_SSL, or remove/,
  ],
  [
    { ...address, KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: '/no/such/ca.pem' },
    /^KAFKA_SSL_CA_FILE names .*ca\.pem, which cannot be read/,
    /Correct/,
  ],
  [
    { ...address, KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: import.meta.filename },
    /^KAFKA_SSL_CA_FILE .*no certificate in PEM form/,
    /Correct/,
  ],
])('settings that cannot be right are named, with the one to change: %j', async (env, message, next) => {
  await expect(given(env)).rejects.toThrow(message);
  await expect(given(env)).rejects.toMatchObject({ next: expect.stringMatching(next) });
});
