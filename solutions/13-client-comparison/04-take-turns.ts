/** Whoever takes part in the benchmark. */
export interface Contestant {
  readonly name: string;
  /** Runs once. Resolves with records a second. */
  run(): Promise<number>;
}

/** How a contestant stands beside the first one; undefined where nothing can be said. */
export interface Standing {
  name: string;
  /** The median of its ratios to the first contestant, each within one round. */
  ratio: number | undefined;
  least: number | undefined;
  most: number | undefined;
}

// Why this way
// - A machine that is twice as slow this minute is so for all who run in this minute. Divided within a round, it drops
//   out. Medians of a whole run each, divided in the end, come from different minutes.
// - Within a round somebody is first and somebody is last. That does not drop out, so it is shared: each round begins
//   one further on. Turning the order round every other time would do for two contestants, but of three the one in the
//   middle would never begin.
// - The median, because one round in which the machine did something else must not move the result. Least and most,
//   because they tell what the result is worth: a ratio of 1.1 from 0.8 to 1.5 is no difference.
// - A failure is neither 0 records a second nor the end: it is one figure fewer. Where the first contestant has
//   failed, the round has nothing to divide by.
// There is no solution with Confluent's client: this needs no client at all.

/** Lets the contestants take turns: one round to warm up, then as many rounds as are asked for. */
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  // #region turns
  const results: Map<Contestant, number>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const begin = round % contestants.length;
    const order = [...contestants.slice(begin), ...contestants.slice(0, begin)];
    const result = await runRound(order);
    // Round 0 was to warm up.
    if (round > 0) results.push(result);
  }
  // #endregion
  const [first] = contestants;
  return contestants.map((contestant) => {
    const ratios = results.flatMap((result) => {
      const [own, base] = [result.get(contestant), first && result.get(first)];
      return own === undefined || base === undefined ? [] : [own / base];
    });
    return { name: contestant.name, ...spread(ratios) };
  });
}

/** The figure of each contestant that has not failed, one after the other. */
async function runRound(order: readonly Contestant[]): Promise<Map<Contestant, number>> {
  const result = new Map<Contestant, number>();
  for (const contestant of order) {
    try {
      result.set(contestant, await contestant.run());
    } catch {
      // One figure fewer.
    }
  }
  return result;
}

function spread(ratios: readonly number[]): Omit<Standing, 'name'> {
  const sorted = ratios.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  const ratio = low === undefined || high === undefined ? undefined : (low + high) / 2;
  return { ratio, least: sorted[0], most: sorted.at(-1) };
}
