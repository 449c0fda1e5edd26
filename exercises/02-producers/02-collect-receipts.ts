import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

/** Writes all readings to `lab.topic`. Returns one receipt for each, in the order of `readings`. */
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  // TODO: connect one producer, start a send for each reading, and make a receipt of what becomes of it.
  throw new Error(`Nobody has sent the ${readings.length} readings to ${lab.topic} yet.`);
}
