import { expect, test } from 'vitest';
import { apiKeys } from '../../kafka/frames/api-names.ts';
import { Cursor } from '../../kafka/frames/cursor.ts';
import { kafkaMessages } from '../../kafka/frames/kafka-messages.fixture.ts';
import { passProduced } from './broker-addresses.ts';
import { throttled } from './throttled-answer.ts';

const produced = kafkaMessages.answers.filter(({ api }) => api === 'Produce');
const fetched = kafkaMessages.refusals.filter(({ api, version }) => api === 'Fetch' && version <= 15);

test.for(produced)('an answer to Produce $version tells the throttle time, and nothing else is changed', (answer) => {
  const { bytes, version } = answer;
  const request = { apiKey: apiKeys.produce, apiVersion: version, bytes };
  const late = throttled(request, 1_234);
  const cursor = new Cursor(late);
  passProduced(cursor, version);
  expect(cursor.int32()).toBe(1_234);
  expect(throttled({ ...request, bytes: late }, 0).equals(bytes)).toBe(true);
});

test.for(fetched)('an answer to Fetch $version tells the throttle time', ({ answer, version }) => {
  const request = { apiKey: apiKeys.fetch, apiVersion: version, bytes: answer };
  const late = throttled(request, 1_234);
  expect(late.readInt32BE(version >= 12 ? 1 : 0)).toBe(1_234);
  expect(throttled({ ...request, bytes: late }, 0).equals(answer)).toBe(true);
});
