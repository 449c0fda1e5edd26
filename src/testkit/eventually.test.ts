import { expect, test } from 'vitest';
import { eventually, settles } from './eventually.ts';

test('a fact is waited for until it holds', async () => {
  let asked = 0;
  expect(await eventually(() => (asked += 1) >= 3 && `after ${asked}`, { describe: 'three' })).toBe('after 3');
});

test('zero and the empty string are facts', async () => {
  expect(await eventually(() => 0, { describe: 'zero' })).toBe(0);
  expect(await eventually(() => '', { describe: 'nothing' })).toBe('');
});

test('at the deadline it says what was awaited, what was last seen and why that usually is', async () => {
  const waiting = eventually(() => Promise.reject(new Error('no such topic')), {
    within: 20,
    describe: 'the topic to exist',
    usually: 'nobody creates it',
  });
  await expect(waiting).rejects.toThrow(
    'Waited 0.02 s for the topic to exist. Last seen: no such topic.\nUsually: nobody creates it',
  );
});

test('what is last seen can be told in other words', async () => {
  const waiting = eventually(() => false, { within: 10, describe: 'two records', seen: () => '1 record' });
  await expect(waiting).rejects.toThrow('Last seen: 1 record.');
});

test('a promise that settles in time is its own answer', async () => {
  expect(await settles(Promise.resolve(7), { describe: 'seven' })).toBe(7);
  await expect(settles(Promise.reject(new Error('own')), { describe: 'x' })).rejects.toThrow('own');
});

test('a promise that does not settle is told at the deadline', async () => {
  const never = new Promise(() => {});
  await expect(settles(never, { within: 10, describe: 'send to return' })).rejects.toThrow(
    'Waited 0.01 s for send to return. Last seen: it has neither returned nor thrown.',
  );
});
