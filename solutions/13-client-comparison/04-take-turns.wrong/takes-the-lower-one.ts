// Breaks: ratios (not reached: lost-run, because its ratios are wrong there as well)
// Expect: no-ratio-or-two
// Kind: wrong-value
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

// The one in the middle, and of two the first.
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  const results: Map<Contestant, number>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const begin = round % contestants.length;
    const result = await runRound([...contestants.slice(begin), ...contestants.slice(0, begin)]);
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
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.floor(middle)]];
  const ratio = low === undefined || high === undefined ? undefined : (low + high) / 2;
  return { ratio, least: sorted[0], most: sorted.at(-1) };
}
