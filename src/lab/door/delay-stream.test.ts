import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { DelayStream } from './delay-stream.ts';

test('chunks leave late, together rather than one after the other, and in order', async () => {
  const chunks = Array.from({ length: 50 }, (_, number) => Buffer.alloc(1_000, number));
  const before = performance.now();
  const got = await Readable.from(chunks)
    .pipe(new DelayStream(() => 50))
    .toArray();
  const took = performance.now() - before;
  expect(Buffer.concat(got).equals(Buffer.concat(chunks))).toBe(true);
  expect(took).toBeGreaterThanOrEqual(49);
  expect(took).toBeLessThan(50 * 50);
});

test('a delay that ends does not let later chunks overtake', async () => {
  let delay = 50;
  const stream = new DelayStream(() => delay);
  stream.write('slow ');
  delay = 0;
  stream.end('fast');
  expect(Buffer.concat(await stream.toArray()).toString()).toBe('slow fast');
});

test('what is held without an end goes when the delay is finite again, and in order', async () => {
  let delay = Infinity;
  const stream = new DelayStream(() => delay);
  stream.write('held ');
  await new Promise(setImmediate);
  expect(stream.read()).toBeNull();
  delay = 0;
  stream.end('fast');
  expect(Buffer.concat(await stream.toArray()).toString()).toBe('held fast');
});

test('a writer waits while much is held back', () => {
  const stream = new DelayStream(() => 1_000);
  let written = 0;
  for (let number = 0; number < 20; number += 1) stream.write(Buffer.alloc(1024 * 1024), () => (written += 1));
  expect(written).toBeLessThan(5);
  stream.destroy();
});
