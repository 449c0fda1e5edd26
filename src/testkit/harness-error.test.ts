import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { HarnessError, withHarnessErrors } from './harness-error.ts';
import { Unmet } from './unmet.ts';

class Eyes {
  readonly #error: Error;
  constructor(error: Error) {
    this.#error = error;
  }
  async look(): Promise<never> {
    throw this.#error;
  }
}

async function lookingFails(cause: Error): Promise<unknown> {
  try {
    return await withHarnessErrors(new Eyes(cause)).look();
  } catch (error) {
    return error;
  }
}

test('a request that the broker refuses to the observer is the harness’s fault', async () => {
  const cause = new Error('The broker answered a fetch with error 1');
  const error = await lookingFails(cause);
  expect(error).toBeInstanceOf(HarnessError);
  expect(error).toMatchObject({ message: cause.message, cause });
});

test('a verdict stays a verdict, and a missing topic a missing topic', async () => {
  const missing = Object.assign(new Error('no topic'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });
  for (const error of [new Unmet('expected 1'), missing]) expect(await lookingFails(error)).toBe(error);
});

test('a fact that nobody could look at is not one that did not come', async () => {
  const eyes = withHarnessErrors(new Eyes(new Error('connection lost')));
  const waiting = eventually(() => eyes.look(), { within: 20, describe: 'a fact' });
  await expect(waiting).rejects.toThrow(HarnessError);
});
