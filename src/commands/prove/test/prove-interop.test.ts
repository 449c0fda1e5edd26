import { expect, it } from 'vitest';
import { judgeInterop } from './prove-interop.ts';

const write = (differs: Record<string, string>) => ({ writer: 'a', set: 'none', outcome: 'written' as const, differs });
const read = (differs: Record<string, string>) => {
  const outcome = Object.keys(differs).length > 0 ? ('differs' as const) : ('same' as const);
  return { writer: 'a', reader: 'b', set: 'none', outcome, differs };
};
const fault = { binary: 'headers empty' };

it('passes what is right, and a known fault in its known words', () => {
  const lines = judgeInterop({ writes: [write(fault)], reads: [read({})] }, { writes: [write(fault)], reads: [] });
  expect(lines).toEqual([
    { kind: 'passed', what: 'a writes every case: binary: headers empty (as in the newest result)' },
    { kind: 'passed', what: 'b reads what a wrote' },
  ]);
});

it('fails what is new, what is worse, and what the result says to be worse than it is', () => {
  const [write1, read1] = judgeInterop({ writes: [write(fault)], reads: [read(fault)] }, undefined);
  expect([write1?.kind, read1?.kind]).toEqual(['failed', 'failed']);
  const [mended] = judgeInterop({ writes: [write({})], reads: [] }, { writes: [write(fault)], reads: [] });
  expect(mended).toEqual({
    kind: 'failed',
    what: 'a writes every case, though the newest result says: binary: headers empty',
  });
});
