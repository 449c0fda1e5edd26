import { expect, test } from 'vitest';
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
    message: expect.stringContaining(`(${address}) cannot be used: Connection error: connect ECONNREFUSED`),
    next: expect.stringContaining('remove KAFKA_BOOTSTRAP_SERVERS'),
  });
});

const address = { KAFKA_BOOTSTRAP_SERVERS: 'kafka.example.org:9092' };

test.each([
  [{ KAFKA_BOOTSTRAP_SERVERS: 'kafka.example.org' }, /^KAFKA_BOOTSTRAP_SERVERS is not right: it takes host:port/],
  [{ ...address, KAFKA_SECURITY_PROTOCOL: 'TLS' }, /^KAFKA_SECURITY_PROTOCOL is not right: .*SASL_SSL/],
  [{ ...address, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL' }, /^KAFKA_SASL_USERNAME is not right: .*SASL_SSL needs it/],
  [
    { ...address, KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT', KAFKA_SASL_USERNAME: 'ada' },
    /^KAFKA_SASL_PASSWORD is not right/,
  ],
  [
    { ...address, KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: '/no/such/ca.pem' },
    /names .*ca\.pem, which cannot be read/,
  ],
  [
    { ...address, KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: import.meta.filename },
    /no certificate in PEM form/,
  ],
])('settings that cannot be right are named: %j', async (env, message) => {
  await expect(given(env)).rejects.toThrow(message);
});
