import { expect, test } from 'vitest';
import { machinePace, paceOf } from './machine-pace.ts';

test('a usual machine is not called slow, and the slowest gets four times the patience', () => {
  expect([paceOf(6), paceOf(17), paceOf(30), paceOf(1_000)]).toEqual([1, 1, 2.5, 4]);
});

test('this machine is measured once', () => {
  const pace = machinePace();
  expect(pace).toBeGreaterThanOrEqual(1);
  expect(machinePace()).toBe(pace);
});
