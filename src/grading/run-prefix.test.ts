import { expect, test } from 'vitest';
import { isStale, newRunPrefix } from './run-prefix.ts';

const day = 86_400_000;
const now = 1_800_000_000_000;

test('a prefix is a legal beginning of a topic name', () => {
  expect(newRunPrefix()).toMatch(/^wb-[a-z0-9]{1,12}-[0-9a-f]{4}-[0-9a-z]+$/);
});

test('what was left a day ago is stale, what is younger or of others is not', () => {
  expect(isStale(`${newRunPrefix(now - day - 1)}-1-1-topic`, now)).toBe(true);
  expect(isStale(`${newRunPrefix(now - day + 1)}-1-1-topic`, now)).toBe(false);
  expect(isStale(`wb-somebody-0000-${(now - 2 * day).toString(36)}-1-1-topic`, now)).toBe(false);
  expect(isStale('orders', now)).toBe(false);
});
