import type { Lab } from '#testkit';

export interface Load {
  perSecond: number;
  seconds: number;
}

/**
 * Sends `perSecond * seconds` records to `lab.topic` by a schedule that nothing moves.
 * Returns the latency of each in milliseconds, in the order of the schedule: from when the record was due until the
 * broker has confirmed it.
 */
export async function keepToTheSchedule(lab: Lab, { perSecond, seconds }: Load): Promise<number[]> {
  // TODO: connect a producer, send each record when it is due, and keep its latency.
  throw new Error(`Nobody has sent the ${perSecond * seconds} records to ${lab.topic} yet.`);
}
