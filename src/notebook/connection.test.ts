import { afterEach, expect, test, vi } from 'vitest';
import { connection } from './connection.ts';

afterEach(() => vi.unstubAllEnvs());

test('takes the address that the workbook gave', () => {
  vi.stubEnv('WORKBOOK_CONNECTION', '{"brokers":["127.0.0.1:9092"],"ssl":true}');
  expect(connection()).toEqual({ brokers: ['127.0.0.1:9092'], ssl: true });
});

test('takes an address of the learner where there is no workbook', () => {
  vi.stubEnv('WORKBOOK_CONNECTION', undefined);
  vi.stubEnv('KAFKA_BOOTSTRAP_SERVERS', 'a:9092, b:9092');
  expect(connection()).toEqual({ brokers: ['a:9092', 'b:9092'] });
});

test('says how to get a broker where there is none', () => {
  vi.stubEnv('WORKBOOK_CONNECTION', undefined);
  vi.stubEnv('KAFKA_BOOTSTRAP_SERVERS', undefined);
  expect(connection).toThrow('This notebook has no broker: nobody has told it an address.');
});
