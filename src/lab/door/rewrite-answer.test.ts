import { expect, test } from 'vitest';
import { apiKeys, apiName } from '../../kafka/frames/api-names.ts';
import { formatAddress, type Address } from '../../kafka/connection.ts';
import { ifReadable } from '../../kafka/frames/cursor.ts';
import { kafkaMessages } from '../../kafka/frames/kafka-messages.fixture.ts';
import { damaged, randomFrom } from '../../kafka/frames/random.fixture.ts';
import { brokersIn, isReadable, isRewritten, rewriteAnswer } from './rewrite-answer.ts';
import type { Answer } from '../../kafka/frames/answer.ts';
import { topicNames } from '../../kafka/frames/topic-names.ts';

const taps = new Map([
  ['broker-one.example:9092', 41_001],
  ['[::1]:9093', 41_002],
  ['b:9094', 41_003],
]);

function swap(broker: Address): Address {
  return { host: '127.0.0.1', port: taps.get(formatAddress(broker)) ?? 0 };
}

const cases = kafkaMessages.answers.map(({ key, version, ...rest }) => ({ ...rest, apiKey: key, apiVersion: version }));
const unchanged = (broker: Address) => broker;

test.for(cases)('an answer to $api $apiVersion becomes what Kafka would write with the other addresses', (answer) => {
  expect(rewriteAnswer(answer, swap).toString('hex')).toBe(answer.rewritten.toString('hex'));
});

test.for(cases)('an answer to $api $apiVersion with the same addresses stays as it is', (answer) => {
  if (answer.apiKey === apiKeys.apiVersions) return;
  expect(rewriteAnswer(answer, unchanged).equals(answer.bytes)).toBe(true);
});

test('all versions of Kafka 4.4 are readable, and Fetch up to 15', () => {
  expect(cases.filter((answer) => !isReadable(answer) || !isRewritten(answer))).toEqual([]);
  expect(isReadable({ apiKey: apiKeys.metadata, apiVersion: 14 })).toBe(false);
  expect(isRewritten({ apiKey: apiKeys.metadata, apiVersion: 14 })).toBe(false);
  expect([15, 16].map((apiVersion) => isReadable({ apiKey: apiKeys.fetch, apiVersion }))).toEqual([true, false]);
  expect(isRewritten({ apiKey: apiKeys.fetch, apiVersion: 15 })).toBe(false);
});

test('an answer that refuses the version of ApiVersions itself is in the oldest format', () => {
  const bytes = Buffer.from(['0023', '00000002', '0003', '0000', '005a', '0012', '0000', '0004'].join(''), 'hex');
  const limited = rewriteAnswer({ apiKey: apiKeys.apiVersions, apiVersion: 4, bytes }, unchanged);
  expect(limited.toString('hex')).toBe(bytes.toString('hex').replace('005a', '000d'));
});

test('a cluster described by its controllers keeps their addresses', () => {
  const version1 = cases.find(({ apiKey, apiVersion }) => apiKey === apiKeys.describeCluster && apiVersion === 1);
  if (version1 === undefined) throw new Error('no DescribeCluster 1');
  const bytes = Buffer.from(version1.bytes);
  bytes.writeInt8(2, 1 + 4 + 2 + 1); // behind header tags, throttle, error, error message
  expect(brokersIn({ ...version1, bytes })).toEqual([]);
});

test('metadata tells which topic an id stands for, from version 10 on', () => {
  const names = cases
    .filter(({ apiKey }) => apiKey === apiKeys.metadata)
    .map((answer) => topicNames(answer).get('0123456789abcdef1122334455667788'));
  expect(names).toEqual([...Array.from({ length: 10 }, () => undefined), ...Array.from({ length: 4 }, () => 'orders')]);
});

const read = (answer: Answer) => ifReadable(() => [rewriteAnswer(answer, unchanged), topicNames(answer)]);

test('a damaged answer is unreadable or harmless, never an error of another kind', () => {
  const random = randomFrom(1);
  const outcomes = cases.flatMap((answer) => damaged(answer.bytes, random).map((bytes) => read({ ...answer, bytes })));
  expect(outcomes).toContain(undefined);
});

test('every request has the name that Kafka gives it', () => {
  expect(kafkaMessages.apis.map(([key]) => apiName(key))).toEqual(kafkaMessages.apis.map(([, name]) => name));
  expect(apiName(999)).toBe('Api 999');
});
