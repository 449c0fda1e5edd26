// A table that follows what happens on the broker, in the cell that opened it, while other cells run.
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../testkit/eventually.ts';
import { onShutdown } from './at-end.ts';
import type { Bundle } from './kernel.ts';
import { openPlace } from './show.ts';

export interface LiveView<Seen> extends AsyncDisposable {
  /** What was there at the last look. */
  readonly seen: Seen;
  /**
   * Waits until a look finds what you wait for: `await view.until((records) => records.length === 12)`.
   * @throws Unmet after `seconds` (10 where not said), with what was seen last.
   */
  until(fact: (seen: Seen) => boolean, options?: { seconds?: number }): Promise<Seen>;
  /** Stops looking; the table stays as it is. */
  stop(): Promise<void>;
}

export interface Looking<Seen> {
  readonly look: () => Promise<Seen>;
  readonly draw: (seen: Seen) => Bundle & { 'text/plain': string };
  /** Called once when the view is over. */
  readonly close: () => Promise<void>;
  /** What the view shows, to complete "Waited 10 s for …". */
  readonly name: string;
}

const everyMs = 250;

/** Looks once, so that what cannot be seen fails here, and then four times a second until it is stopped. */
export async function openLiveView<Seen>({ look, draw, close, name }: Looking<Seen>): Promise<LiveView<Seen>> {
  const place = openPlace();
  const over = new AbortController();
  // A fresh kafkajs cluster learns the brokers by a first question that fails.
  let seen = await look().catch(() => look());
  place.show(draw(seen));
  const follow = async (): Promise<void> => {
    while (await pause(over.signal)) {
      seen = await look().catch(() => seen); // a broker that restarts is looked at again
      place.show(draw(seen));
    }
  };
  const following = follow();
  const stop = async (): Promise<void> => {
    if (over.signal.aborted) return;
    over.abort();
    await following;
    place.end();
    await close();
  };
  onShutdown(stop);
  return {
    get seen() {
      return seen;
    },
    until: async (fact, { seconds = 10 } = {}) => {
      await eventually(() => fact(seen), { within: seconds * 1_000, describe: name });
      return seen;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Whether to go on. The timer keeps no program alive. */
async function pause(signal: AbortSignal): Promise<boolean> {
  return wait(everyMs, true, { signal, ref: false }).catch(() => false);
}
