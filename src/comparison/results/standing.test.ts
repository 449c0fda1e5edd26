import { expect, it } from 'vitest';
import type { Cell } from './result.ts';
import { standingOf } from './standing.ts';

const run = { client: 'a', seconds: 1 };
const works = (feature: string): Cell => ({ ...run, feature, outcome: 'works', checked: 'seen' });
const [connect, producer, group] = [works('connect'), works('producer'), works('consumer-group')];
const fails = (feature: string): Cell => ({ ...run, feature, outcome: 'fails', error: `no ${feature}` });

it('a client is alive where all that any work needs does work, though with something extra', () => {
  expect(standingOf({ cells: [connect, producer, group, fails('zstd')] }, 'a')).toEqual({ is: 'alive' });
  const extra: Cell = { ...run, feature: 'producer', outcome: 'works-with-extra', checked: 'seen', extra: ['x 1'] };
  expect(standingOf({ cells: [connect, extra, group] }, 'a')).toEqual({ is: 'alive' });
});

it('a client is dead where one of them fails, with the words of the first', () => {
  const cells = [fails('consumer-group'), fails('producer'), connect];
  expect(standingOf({ cells }, 'a')).toEqual({ is: 'dead', error: 'no producer' });
});

it('what was not run, or is of another client, says nothing', () => {
  const notRun: Cell = { client: 'a', feature: 'consumer-group', outcome: 'not-run', reason: 'needs go' };
  expect(standingOf({ cells: [connect, producer, notRun] }, 'a')).toEqual({ is: 'unknown' });
  expect(standingOf({ cells: [connect, producer, group] }, 'b')).toEqual({ is: 'unknown' });
});
