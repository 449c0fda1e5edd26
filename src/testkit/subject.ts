// What a suite may do to the process of the learner's code, beside calling it.
import { currentSubject } from './process/current-subject.ts';

/**
 * Resolves when the learner's event loop has turned: what it would do at once, it has done. For a handler that asks
 * whether anybody waits for it: who does not, makes the next call meanwhile.
 */
export async function turn(): Promise<void> {
  await currentSubject().turn();
}

/** Stops the learner's process for so many milliseconds, as a long garbage collection does. */
export async function standStill(ms: number): Promise<void> {
  await currentSubject().standStill(ms);
}
