import { afterEach, expect, test } from 'vitest';
import { patienceFor, setPatience } from './patience.ts';

afterEach(() => setPatience({ factor: 1, isDebugged: false }));

test('on a slow machine the usual time is longer, and a limit that was said is not', () => {
  setPatience({ factor: 2.5, isDebugged: false });
  expect([patienceFor(undefined, 5_000), patienceFor(2_000, 5_000)]).toEqual([12_500, 2_000]);
});

test('while somebody stands at a breakpoint, nothing is too late', () => {
  setPatience({ factor: 1, isDebugged: true });
  expect(patienceFor(2_000, 5_000)).toBeGreaterThan(86_400_000);
});
