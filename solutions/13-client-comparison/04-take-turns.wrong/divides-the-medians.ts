// Breaks: ratios (not reached: lost-run, because its ratios are none within a round)
// Expect: medians-divided
// Kind: sentence-overlooked
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

// Runs as it should, and forgets which figures belong together.
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  const figures = new Map<Contestant, number[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round <= rounds; round += 1) {
    const begin = round % contestants.length;
    for (const contestant of [...contestants.slice(begin), ...contestants.slice(0, begin)]) {
      try {
        const figure = await contestant.run();
        if (round > 0) figures.get(contestant)?.push(figure);
      } catch {
        // One figure fewer.
      }
    }
  }
  const [first] = contestants;
  const base = first && spread(figures.get(first) ?? []).ratio;
  return contestants.map((contestant) => {
    const ratios = (figures.get(contestant) ?? []).flatMap((figure) => (base === undefined ? [] : [figure / base]));
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
