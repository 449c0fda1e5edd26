import { expect, test } from 'vitest';
import { BrokerError, errorCode, errorName } from './errors.ts';
import { kafkaMessages } from './frames/kafka-messages.fixture.ts';

test('every error has the name and the code that Kafka gives it', () => {
  expect(kafkaMessages.errors.length).toBeGreaterThan(100);
  expect(kafkaMessages.errors.map(([code]) => errorName(code))).toEqual(kafkaMessages.errors.map(([, name]) => name));
  expect(errorCode('UNKNOWN_SERVER_ERROR')).toBe(-1);
  expect(errorCode('NOT_LEADER_OR_FOLLOWER')).toBe(6);
  expect(errorName(999)).toBe('error 999');
});

test('an answer that failed says which and why', () => {
  expect(new BrokerError('Fetch', 1).message).toBe('The broker answered Fetch with OFFSET_OUT_OF_RANGE (1).');
});
