import { expect, it } from 'vitest';
import type { Phase } from '../phase.ts';
import { RegistryKeeper } from './registry-keeper.ts';
import type { Registry } from './registry.ts';

/** A keeper of registries that start when they are let, and what it told. */
function keeper() {
  const starts: PromiseWithResolvers<void>[] = [];
  const ended: number[] = [];
  const lost: AbortController[] = [];
  const kept = new RegistryKeeper(async (): Promise<Registry> => {
    const begun = Promise.withResolvers<void>();
    const at = starts.push(begun);
    await begun.promise;
    const gone = new AbortController();
    lost.push(gone);
    return {
      url: `http://registry-${at}`,
      label: 'a registry',
      lost: gone.signal,
      [Symbol.asyncDispose]: async () => void ended.push(at),
    };
  });
  const phases: Phase['kind'][] = [];
  const obtain = async (signal = new AbortController().signal): Promise<string> =>
    (await kept.obtain({ signal, onPhase: ({ kind }) => void phases.push(kind) })).url;
  return { kept, starts, ended, lost, phases, obtain };
}

it('starts one for all that ask, when the first asks, and ends it with the session', async () => {
  const { kept, starts, ended, phases, obtain } = keeper();
  expect(starts).toEqual([]);
  const both = [obtain(), obtain()];
  await expect.poll(() => starts.length).toBe(1);
  starts[0]?.resolve();
  expect([...(await Promise.all(both)), await obtain()]).toEqual(Array.from({ length: 3 }, () => 'http://registry-1'));
  expect(phases).toEqual(['registry-starts', 'registry-starts', 'registry-ready', 'registry-ready']);
  await kept[Symbol.asyncDispose]();
  expect(ended).toEqual([1]);
});

it('starts another one where it ended by itself', async () => {
  const { starts, ended, lost, obtain } = keeper();
  const first = obtain();
  await expect.poll(() => starts.length).toBe(1);
  starts[0]?.resolve();
  await first;
  lost[0]?.abort();
  const again = [obtain(), obtain()];
  await expect.poll(() => starts.length).toBe(2);
  starts[1]?.resolve();
  expect(await Promise.all(again)).toEqual(['http://registry-2', 'http://registry-2']);
  expect(ended).toEqual([1]);
});

it('a run that is ended waits no longer, and the next one has what it began', async () => {
  const { starts, obtain } = keeper();
  const over = new AbortController();
  const broken = obtain(over.signal);
  over.abort(new Error('ended'));
  await expect(broken).rejects.toThrow('ended');
  const next = obtain();
  await expect.poll(() => starts.length).toBe(1);
  starts[0]?.resolve();
  expect(await next).toBe('http://registry-1');
});

it('tries again after one that could not be started', async () => {
  const { starts, obtain } = keeper();
  const failed = obtain();
  await expect.poll(() => starts.length).toBe(1);
  starts[0]?.reject(new Error('no Java'));
  await expect(failed).rejects.toThrow('no Java');
  const next = obtain();
  await expect.poll(() => starts.length).toBe(2);
  starts[1]?.resolve();
  expect(await next).toBe('http://registry-2');
});
