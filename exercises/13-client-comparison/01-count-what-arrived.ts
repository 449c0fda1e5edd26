import type { Lab } from '#testkit';

/** Whoever takes part in the benchmark. */
export interface Contestant {
  readonly name: string;
  /** Writes records to the topic. Resolves with how many it says it has written. */
  write(topic: string): Promise<number>;
}

export interface Measured {
  /** What the contestant said. */
  said: number;
  /** How many records of this run stand in the topic. */
  arrived: number;
  /** `arrived` a second, from the call of `write` until it has resolved and the last record is there. */
  perSecond: number;
}

/** Lets the contestant write to `lab.topic`, and counts at the broker what has arrived. */
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  // TODO: let the contestant write, and ask the broker what has become of it.
  throw new Error(`Nobody has counted what ${contestant.name} writes to ${lab.topic} yet.`);
}
