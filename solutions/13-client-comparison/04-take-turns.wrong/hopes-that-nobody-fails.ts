// Breaks: lost-run (not reached: ratios, because it throws before there is any)
// Expect: threw-as-well
// Kind: failure-never-tried
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

// Right on a machine where nothing fails, until a contestant does in the last of twenty rounds.
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  const results: Map<Contestant, number>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const begin = round % contestants.length;
    const result = new Map<Contestant, number>();
    for (const contestant of [...contestants.slice(begin), ...contestants.slice(0, begin)]) {
      result.set(contestant, await contestant.run());
    }
    if (round > 0) results.push(result);
  }
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
