import { expect, test } from 'vitest';
import { error, hasErrors, tryTwice, warning, type Finding } from './finding.ts';

/** What comes out where the runs find these, one after the other; and how many were done. */
async function twice(...found: readonly (readonly Finding[])[]) {
  let runs = 0;
  const { findings } = await tryTwice(async () => ({ findings: found[runs++] ?? [] }));
  return { findings, runs };
}

const wrong = error('1/1', 'prints something else');
const slow = warning('1/1', 'takes a minute');

test('what is sound, or has warnings alone, is run once', async () => {
  expect(await twice([])).toEqual({ findings: [], runs: 1 });
  expect(await twice([slow])).toEqual({ findings: [slow], runs: 1 });
});

test('an error that does not come again is a warning, and says so; a warning beside it is none of its kind', async () => {
  const { findings, runs } = await twice([wrong, slow], [slow]);
  expect(runs).toBe(2);
  expect(hasErrors(findings)).toBe(false);
  expect(findings.filter(({ unsteady }) => unsteady)).toMatchObject([
    { severity: 'warning', problem: expect.stringContaining('prints something else') },
  ]);
  expect(findings).toContainEqual(slow);
});

test('an error that comes again stays one', async () => {
  expect(await twice([wrong], [wrong])).toEqual({ findings: [wrong], runs: 2 });
});
