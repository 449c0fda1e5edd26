// Tests as a learner's file may register them, against a service of the suite's.
import { describe, expect, onTestFinished, test } from 'vitest';

export interface Service {
  readonly add: (one: number, other: number) => Promise<number>;
  /** Tells the suite that a test has come so far. */
  readonly note: (where: string) => Promise<void>;
}

export function sums({ add, note }: Service): void {
  describe('a sum', () => {
    test('of two numbers', async () => {
      await note('two');
      expect(await add(2, 3)).toBe(5);
    });
    test('with nothing', async () => {
      await note('nothing');
      await expect.poll(() => add(2, 0), { timeout: 200 }).toBe(2);
    });
  });
  test('is the same the other way round', async () => {
    await note('other way');
    expect(await add(1, 2)).toBe(await add(2, 1));
  });
}

export function hangs({ note }: Service): void {
  test('does not come to its end', async () => {
    onTestFinished(() => note('finished'));
    await new Promise(() => {});
  });
  test('has not begun', () => expect(1).toBe(1));
}

export function breaksOff(): void {
  test('throws', () => {
    throw new TypeError('no sum');
  });
  test('takes too long', { timeout: 50 }, () => new Promise(() => {}));
  test('forgets a promise', () => {
    void Promise.reject(new Error('nobody waits'));
  });
}

export function registersNothing(): void {}

export function cannotRegister(): void {
  throw new RangeError('no tests today');
}
