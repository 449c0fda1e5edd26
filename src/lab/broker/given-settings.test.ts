import { expect, test } from 'vitest';
import type { Connection } from '../../kafka/connection.ts';
import { connectionFrom, readSettings, variablesFor } from './given-settings.ts';

const sasl = { mechanism: 'scram-sha-512', username: 'ada', password: 'secret' } as const;
const connections: readonly Connection[] = [
  { brokers: ['a:9092', 'b:9093'] },
  { brokers: ['a:9092'], ssl: true },
  { brokers: ['a:9092'], sasl },
  { brokers: ['a:9092'], ssl: true, sasl: { ...sasl, mechanism: 'plain' } },
];

test.each(connections)('what gives a broker is read as that broker, whatever was set before: %j', (connection) => {
  const before = {
    KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-256',
    KAFKA_SASL_USERNAME: 'eve',
    KAFKA_SASL_PASSWORD: 'other',
    KAFKA_SSL_CA_FILE: '/other.pem',
    KAFKA_WORKBOOK_USERS: 'c:1',
  };
  const settings = readSettings({ ...before, ...variablesFor({ connection, users: undefined, env: {} }) });
  expect(settings && connectionFrom(settings)).toEqual(connection);
  expect(settings).toMatchObject({ users: undefined, caFile: undefined });
});
