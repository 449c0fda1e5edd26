import { test as vitestTest } from 'vitest';
import { currentJob } from './job.ts';
import type { Lab } from './lab.ts';
import { sharedObserver } from './shared-observer.ts';
import { uniqueName } from './unique-name.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Weight of the test within the exercise's `points`; 1 where not said. */
    points?: number;
    /** Number of the task (the "## 1. …" heading in the exercise's text) that the test belongs to. */
    task?: number;
  }
}

/**
 * vitest's `test` with a lab and an observer:
 * `test('…', { meta: { points: 2, task: 1 } }, async ({ lab, observer, stop }) => …)`.
 * - `lab`: what the learner's function is handed. Its topic is not created; its signal aborts when the test is over.
 * - `observer`: the suite's own client, connected.
 * - `stop()`: aborts `lab.signal` before the end of the test.
 */
export const test = vitestTest
  .extend('ending', ({ signal }, { onCleanup }) => {
    const ending = new AbortController();
    signal.addEventListener('abort', () => ending.abort());
    onCleanup(() => ending.abort());
    return ending;
  })
  .extend('lab', ({ ending }) => newLab(ending.signal))
  .extend('stop', ({ ending }) => {
    const stop = (): void => ending.abort();
    return stop;
  })
  .extend('observer', () => sharedObserver(currentJob().connection));

/** A lab of its own, for a test that needs more than one: two consumers, two runs of a program. */
export function newLab(signal: AbortSignal): Lab {
  return {
    connection: structuredClone(currentJob().connection),
    topic: uniqueName('topic'),
    groupId: uniqueName('group'),
    signal,
    log: (text) => console.log(text),
  };
}
