import { expect, test } from 'vitest';
import { needsSaid } from '../course/task.ts';
import { lackingOn, whyNotRun } from './lacking.ts';

test('what is needed is said in words', () => {
  expect(needsSaid([])).toBe('');
  expect(needsSaid(['cluster'])).toBe('needs three brokers');
  expect(needsSaid(['cluster', 'secured'])).toBe('needs three brokers and users with permissions');
});

test.each([
  [{ source: 'given', hasUsers: false, platform: 'linux' }, ['cluster', 'secured']],
  [{ source: 'given', hasUsers: true, hasCluster: true, platform: 'linux' }, []],
  [{ source: 'embedded', hasUsers: true, platform: 'linux' }, []],
  [{ source: 'container', hasUsers: true, platform: 'win32' }, ['cluster']],
  [{ hasUsers: true, platform: 'darwin' }, []],
] as const)('on %j these needs cannot be met: %j', (ground, needs) => {
  expect(Object.keys(lackingOn(ground)).toSorted()).toEqual(needs);
});

test('an exercise cannot run where one of its needs is not met, and can where others are not', () => {
  const lacking = lackingOn({ source: 'given', hasUsers: true, platform: 'linux' });
  expect(whyNotRun(['secured', 'cluster'], lacking)).toContain('start the workbook with --broker embedded');
  expect(whyNotRun(['secured'], lacking)).toBeUndefined();
});
