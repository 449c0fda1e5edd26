/** What became of some work, and how long it took. */
export type Timed<Value> = { readonly ms: number } & (
  { readonly value: Value; readonly error?: undefined } | { readonly value?: undefined; readonly error: Error }
);

/** Does the work and looks at the clock: `const { ms, error } = await timed(() => admin.connect())`. It never throws. */
export async function timed<Value>(work: () => Promise<Value> | Value): Promise<Timed<Value>> {
  const start = performance.now();
  try {
    const value = await work();
    return { ms: performance.now() - start, value };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { ms: performance.now() - start, error };
  }
}

/** The middle of several numbers: half of them are smaller. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
