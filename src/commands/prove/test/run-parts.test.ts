import { expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import type { Part, Result } from './part.ts';
import { parts } from './parts.ts';
import { inBlocks, runParts } from './run-parts.ts';

const names = (all: readonly Part[]) => inBlocks(all).map((lanes) => lanes.map((lane) => lane.map(({ name }) => name)));

test('brokers that end run while types, lint and unit tests compute', () => {
  const [first, ...others] = names(parts);
  expect(first).toEqual([['types', 'browser-types', 'page-types', 'lint', 'format', 'unused', 'unit'], ['own-broker']]);
  expect(others).toEqual([[['broker']], [['content']], [['secured']], [['clients']], [['notebooks']], [['page']]]);
});

function partWith(name: string, lane: Part['lane'], run: () => Promise<Result>): Part {
  return { name, runs: { kind: 'inside', run }, needs: [], broker: false, ...(lane && { lane }) };
}

const good: Result = { passed: 1, failed: 0, skipped: 0, failures: [] };

test('two lanes run side by side, a lane part by part, and no part prints between the lines of another', async () => {
  const printed: string[] = [];
  const begun = { waits: Promise.withResolvers<void>(), computes: Promise.withResolvers<void>() };
  const ended: string[] = [];
  // Neither ends before the other has begun.
  const meets = (own: keyof typeof begun, other: keyof typeof begun) => async (): Promise<Result> => {
    begun[own].resolve();
    await begun[other].promise;
    ended.push(own);
    return good;
  };
  const after = async (): Promise<Result> => ({ ...good, passed: ended.includes('computes') ? 1 : 0 });
  const outcomes = await runParts(
    contextWith(printed),
    [
      partWith('first', 'computes', meets('computes', 'waits')),
      partWith('second', 'computes', after),
      partWith('brokers', 'waits', meets('waits', 'computes')),
      partWith('alone', undefined, async () => good),
    ],
    { broker: 'embedded', strict: false, brief: false },
  );
  expect(outcomes.map(({ name, passed }) => [name, passed])).toEqual([
    ['first', 1],
    ['second', 1],
    ['brokers', 1],
    ['alone', 1],
  ]);
  const said = printed.filter((line) => line !== '').map((line) => line.split(':', 1)[0]);
  expect(said).toHaveLength(8);
  for (const at of [0, 2, 4, 6]) expect(said[at]).toBe(said[at + 1]);
});

function contextWith(printed: string[]): Context {
  const output: Pick<Context['output'], 'print' | 'paint'> = {
    print: (line = '') => void printed.push(line),
    paint: (_, text) => text,
  };
  const text = {
    test: {
      proves: {},
      heading: (name: string) => `${name}: begins`,
      outcome: ({ name }: { name: string }) => `${name}: ends`,
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- runParts touches no more of it
  return { output, text, signal: new AbortController().signal } as unknown as Context;
}
