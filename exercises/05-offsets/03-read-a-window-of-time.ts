import type { Lab } from '#testkit';

/** In milliseconds since 1970. */
export interface TimeWindow {
  /** The first moment of it. */
  readonly from: number;
  /** The first moment behind it. */
  readonly to: number;
}

export interface Reading {
  readonly partition: number;
  readonly offset: string;
  /** Null where the record has none. */
  readonly value: string | null;
}

/**
 * Hands over what was written to `lab.topic` with a timestamp in the window, then returns. The group `lab.groupId`
 * commits nothing.
 */
export async function readAWindowOfTime(
  lab: Lab,
  { from, to }: TimeWindow,
  handle: (reading: Reading) => Promise<void>,
): Promise<void> {
  // TODO: find out where each partition begins and ends for this window, read that, and return.
  await handle({ partition: 0, offset: '0', value: `${lab.topic} from ${from} to ${to}` });
}
