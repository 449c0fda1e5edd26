import { expect, it } from 'vitest';
import { runName } from './run-name.ts';

it.for([
  ['wb-ada-3f2a-mwsaw9fm-1-orders', 'orders', 'orders 1', 1795379999170],
  ['wb-ada-3f2a-mwsaw9fm-2-5-order-events', 'order-events', 'order-events 2.5', 1795379999170],
  ['orders', 'orders', 'orders', undefined],
  ['wb-orders', 'wb-orders', 'wb-orders', undefined],
] as const)('%s is %s', ([name, short, label, at]) => {
  expect(runName(name)).toMatchObject({ short, label, at });
});
