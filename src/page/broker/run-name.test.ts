import { expect, it } from 'vitest';
import { partitionName, runName } from './run-name.ts';

it.for([
  ['wb-ada-3f2a-mwsaw9fm-1-orders', 'orders', 'orders 1', 1795379999170],
  ['wb-ada-3f2a-mwsaw9fm-2-5-order-events', 'order-events', 'order-events 2.5', 1795379999170],
  ['orders', 'orders', 'orders', undefined],
  ['wb-orders', 'wb-orders', 'wb-orders', undefined],
] as const)('%s is %s', ([name, short, label, at]) => {
  expect(runName(name)).toMatchObject({ short, label, at });
});

it('partitions of topics that one run named alike are told apart', () => {
  const names = ['wb-ada-3f2a-mwsaw9fm-1-orders', 'wb-ada-3f2a-mwsaw9fm-2-orders'].map((topic) =>
    partitionName(topic, 0),
  );
  expect(names).toEqual(['orders 1 p0', 'orders 2 p0']);
});
