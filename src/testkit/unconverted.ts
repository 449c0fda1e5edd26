// TO BE REMOVED when the last suite names what its tests prove. Until then a suite may still be written
// `test('An English title', { timeout, meta: { points } }, …)`: each of its tests proves all requirements of the task.

/** Options of a test in the older way. */
export interface UnconvertedOptions {
  readonly timeout?: number;
  readonly meta?: { readonly points?: number; readonly task?: number };
}

interface MaybeUnconverted {
  readonly proves: readonly string[];
}

/** What a test proves: what it says, or all requirements where its suite is not converted yet. */
export const provesOf = ({ proves }: MaybeUnconverted, all: readonly string[]): readonly string[] =>
  proves.length > 0 ? proves : all;

/** Whether the suite's tests name what they prove. */
export const isConverted = (suite: string): boolean => /\bproves:/.test(suite);
