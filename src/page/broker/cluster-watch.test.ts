import { expect, test } from 'vitest';
import { clusterView } from '../views/cluster-view.ts';
import { clusterPicture } from './cluster-watch.ts';

const all = [1, 2, 3];
const view = {
  brokers: [1, 3],
  partitions: [
    { topic: '__consumer_offsets', partition: 0, leader: 1, replicas: all, isr: [1, 3] },
    { topic: 'calm', partition: 0, leader: 1, replicas: [1, 3], isr: [3, 1] },
    { topic: 'orders', partition: 0, leader: 3, replicas: all, isr: [3, 1] },
    { topic: 'orders', partition: 1, leader: undefined, replicas: [2], isr: [2] },
  ],
};

test('a broker is away that holds replicas and is not counted as alive', () => {
  expect(clusterPicture(view, 3).brokers).toEqual([
    { id: 1, away: false, controls: false, leads: 2 },
    { id: 2, away: true, controls: false, leads: 0 },
    { id: 3, away: false, controls: true, leads: 1 },
  ]);
});

test('what has no leader or is not in sync comes first', () => {
  const { partitions } = clusterPicture(view, undefined);
  expect(partitions.map(({ topic, partition }) => `${topic}:${partition}`)).toEqual(['orders:0', 'orders:1', 'calm:0']);
});

test('the page shows leaders, who is in sync, and who is behind', async () => {
  const html = String(await clusterView(clusterPicture(view, 3))).replaceAll(/\s+/g, ' ');
  expect(html).toContain('broker 2: away');
  expect(html).toContain('broker 3: leads 1 partition, and the controllers');
  expect(html).toMatch(/<td class="number">3<\/td> <td>1, 3<\/td> <td>2<\/td>/);
  expect(String(await clusterView(undefined))).toBe('');
});
