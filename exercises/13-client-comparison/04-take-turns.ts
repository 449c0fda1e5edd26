/** Whoever takes part in the benchmark. */
export interface Contestant {
  readonly name: string;
  /** Runs once. Resolves with records a second. */
  run(): Promise<number>;
}

/** How a contestant stands beside the first one; undefined where nothing can be said. */
export interface Standing {
  name: string;
  /** The median of its ratios to the first contestant, each of one round. */
  ratio: number | undefined;
  least: number | undefined;
  most: number | undefined;
}

/** Lets the contestants take turns: each once to warm up, then all of them in as many rounds as are asked for. */
export async function takeTurns(contestants: readonly Contestant[], rounds: number): Promise<Standing[]> {
  // TODO: let each contestant run once in every round, and compare them round by round.
  throw new Error(`${contestants.length} contestants wait for ${rounds} rounds.`);
}
