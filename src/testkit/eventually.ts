import { setTimeout as wait } from 'node:timers/promises';
import { HarnessError } from './harness-error.ts';
import { patienceFor } from './patience.ts';
import { show, Unmet, usualReason } from './unmet.ts';
import { words } from './words.ts';

const usualMs = 5_000;

export interface Deadline {
  /** Milliseconds; where not said 5,000, and more on a slow machine. */
  readonly within?: number;
  /** What is awaited, to complete "Waited 5 s for …": "the group to have two members". */
  readonly describe: string;
  /** The usual reason for a miss, without the answer. */
  readonly usually?: string;
}

/**
 * Waits for a fact: asks again until `fact` returns something other than false, null or undefined, and returns that.
 * An error thrown by `fact` counts as "not yet" and is shown at the deadline.
 * @param seen what to show as last seen; the returned value, or the error, where not given.
 * @throws Unmet at the deadline: what was awaited, what was last seen, what usually causes it. HarnessError where nobody
 *   could look.
 */
export async function eventually<T>(
  fact: () => T | Promise<T>,
  deadline: Deadline & { seen?: () => unknown },
): Promise<Held<T>> {
  const { seen } = deadline;
  const within = patienceFor(deadline.within, usualMs);
  const end = performance.now() + within;
  let last: unknown;
  for (let pause = 5; ; pause = Math.min(pause * 1.5, 50)) {
    try {
      const value = await fact();
      if (holds(value)) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (performance.now() + pause > end)
      throw last instanceof HarnessError ? last : missed(deadline, within, seen ? seen() : last);
    await wait(pause);
  }
}

type Held<T> = NonNullable<Exclude<T, false>>;

const holds = <T>(value: T): value is Held<T> & T => value !== false && value !== null && value !== undefined;

/**
 * Awaits a promise of the learner's code, but not for ever.
 * @throws Unmet at the deadline, or whatever the promise rejects with.
 */
export async function settles<T>(promise: Promise<T>, deadline: Deadline): Promise<T> {
  const within = patienceFor(deadline.within, usualMs);
  const over = new AbortController();
  const late = wait(within, true, { signal: over.signal }).catch(() => false);
  const failLate = async (): Promise<never> => {
    await late;
    throw missed(deadline, within, words.unsettled);
  };
  try {
    return await Promise.race([promise, failLate()]);
  } finally {
    over.abort();
  }
}

function missed({ describe, usually }: Deadline, within: number, last: unknown): Unmet {
  const seen = typeof last === 'string' ? last : show(last);
  return new Unmet(words.waited(within / 1_000, describe, seen) + usualReason(usually));
}
