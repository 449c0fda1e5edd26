// Differs: each round begins with the one before in the list, and goes down: the log shows the other order.
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

type Figures = readonly (number | undefined)[];

// Figures in a table: a row for each round, a column for each contestant.
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  const size = contestants.length;
  const table: Figures[] = [];
  for (let round = 0; round < rounds + 1; round += 1) {
    const figures: (number | undefined)[] = Array.from({ length: size }, () => undefined);
    for (let turn = 0; turn < size; turn += 1) {
      const at = (2 * size - 1 - turn - (round % size)) % size;
      figures[at] = await contestants[at]?.run().catch(() => undefined);
    }
    table.push(figures);
  }
  const measured = table.slice(1);
  return contestants.map(({ name }, at) => ({ name, ...summary(measured.map((row) => ratioIn(row, at))) }));
}

const ratioIn = ([base, ...others]: Figures, at: number): number => ([base, ...others][at] ?? NaN) / (base ?? NaN);

function summary(ratios: readonly number[]): Omit<Standing, 'name'> {
  const found = ratios.filter(Number.isFinite);
  if (found.length === 0) return { ratio: undefined, least: undefined, most: undefined };
  found.sort((one, other) => one - other);
  const middle = found.slice(Math.ceil(found.length / 2) - 1, Math.floor(found.length / 2) + 1);
  const ratio = middle.reduce((total, each) => total + each, 0) / middle.length;
  return { ratio, least: Math.min(...found), most: Math.max(...found) };
}
