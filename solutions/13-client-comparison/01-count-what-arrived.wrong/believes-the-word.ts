// Breaks: arrived (not reached: late, per-second, because it never looks at the topic)
// Expect: believed
// Kind: looked-up-elsewhere
import type { Lab } from '#testkit';

export interface Contestant {
  readonly name: string;
  write(topic: string): Promise<number>;
}

export interface Measured {
  said: number;
  arrived: number;
  perSecond: number;
}

// As most benchmarks do. Whoever counts what it has sent is right, as long as everything arrives.
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const start = performance.now();
  const said = await contestant.write(lab.topic);
  return { said, arrived: said, perSecond: (1_000 * said) / (performance.now() - start) };
}
