// Breaks: one-at-a-time (not reached: begins, ratios, lost-run, because there are no rounds)
// Expect: one-of-each
// Kind: data-never-tried
export interface Contestant {
  readonly name: string;
  run(): Promise<number>;
}

export interface Standing {
  name: string;
  ratio: number | undefined;
  least: number | undefined;
  most: number | undefined;
}

// Keeps the rounds apart, and runs them one contestant after the other.
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  const results = Array.from({ length: rounds + 1 }, () => new Map<Contestant, number>());
  for (const contestant of contestants) {
    for (const result of results) {
      try {
        result.set(contestant, await contestant.run());
      } catch {
        // One figure fewer.
      }
    }
  }
  results.shift();
  const [first] = contestants;
  return contestants.map((contestant) => {
    const ratios = results.flatMap((result) => {
      const [own, base] = [result.get(contestant), first && result.get(first)];
      return own === undefined || base === undefined ? [] : [own / base];
    });
    return { name: contestant.name, ...spread(ratios) };
  });
}

function spread(ratios: readonly number[]): Omit<Standing, 'name'> {
  const sorted = ratios.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  const ratio = low === undefined || high === undefined ? undefined : (low + high) / 2;
  return { ratio, least: sorted[0], most: sorted.at(-1) };
}
