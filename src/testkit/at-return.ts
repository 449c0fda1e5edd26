import { eventually, type Deadline } from './eventually.ts';
import { standStill, turn } from './subject.ts';
import type { WireTap } from '../lab/door/wire-tap.ts';
import { words } from './words.ts';

/**
 * What holds when the learner's function has returned: its process stands still meanwhile, so that nothing which it does
 * later comes in between.
 * @param ms how long it stands still; longer than `look` takes.
 */
export async function atReturn<T>(ms: number, look: () => Promise<T>): Promise<T> {
  await turn();
  const still = standStill(ms);
  try {
    return await look();
  } finally {
    await still;
  }
}

/** Waits until no connection through the door is open. @throws Unmet at the deadline: how many are. */
export async function allClosed(tap: WireTap, deadline: Deadline): Promise<void> {
  await eventually(() => tap.openConnections() === 0, {
    ...deadline,
    seen: () => words.leftOpen(tap.openConnections()),
  });
}
