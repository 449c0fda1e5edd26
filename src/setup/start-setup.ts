import type { SetupOptions } from './setup.ts';
import { Setup } from './setup.ts';
import type { StepName } from './step.ts';
import { steps } from './steps.ts';

/**
 * Starts steps and comes back at once: `setup.step(name)` is a step's promise, `setup.status` how each stands.
 * For whoever shows a page while the rest still installs.
 */
export function startSetup(names: readonly StepName[], options: SetupOptions = {}): Setup {
  const setup = new Setup(steps, options);
  for (const name of names) void setup.step(name);
  return setup;
}

/**
 * Brings steps about, and waits for them; costs a few milliseconds where all are up to date.
 * Throws the first failure as a WorkbookError, but not before the other steps have ended.
 */
export async function ensure(names: readonly StepName[], options: SetupOptions = {}): Promise<void> {
  const setup = startSetup(names, options);
  const results = await Promise.allSettled(names.map((name) => setup.step(name)));
  options.signal?.throwIfAborted();
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
