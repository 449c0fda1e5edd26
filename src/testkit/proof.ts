// What a test has proved so far, requirement by requirement. It travels to the grader as the test's meta data, as plain data.
import { inspect } from 'node:util';

/** An error as plain data. `stack` is '' for a thrown value that is no Error. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  /** Of an assertion that compares. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

export interface JudgedRequirement {
  readonly id: string;
  readonly state: 'met' | 'not-met';
  /** Why not; none while the block is under way. */
  readonly error?: ThrownError;
}

/** Judges a requirement: it is met where the block ends well. A failure is kept, and the test goes on. */
export type Prove = (requirement: string, block: () => void | Promise<void>) => Promise<void>;

export class Proof {
  readonly #proves: readonly string[];
  readonly #tell: (judged: JudgedRequirement[]) => void;
  readonly #judged = new Map<string, JudgedRequirement>();
  #first: { readonly error: unknown } | undefined;
  #open = 0;

  /**
   * @param proves the requirements that the test is to prove.
   * @param tell called with all that is known, each time that more is.
   */
  constructor(proves: readonly string[], tell: (judged: JudgedRequirement[]) => void) {
    this.#proves = proves;
    this.#tell = tell;
  }

  readonly prove: Prove = async (requirement, block) => {
    if (!this.#proves.includes(requirement)) {
      throw new Error(`The test does not say that it proves "${requirement}".`);
    }
    const before = this.#judged.get(requirement);
    // Until its block has ended well: the test may be cut short in the middle of it.
    if (!before?.error) this.#judge({ id: requirement, state: 'not-met' });
    this.#open += 1;
    try {
      await block();
      if (!before?.error) this.#judge({ id: requirement, state: 'met' });
    } catch (error) {
      this.#first ??= { error };
      if (!before?.error) this.#judge({ id: requirement, state: 'not-met', error: toThrown(error) });
    } finally {
      this.#open -= 1;
    }
  };

  /**
   * The test's body has come to its end: what no block has judged is met.
   * @throws the first failure that was kept, or an Error where a block is still under way.
   */
  end(): void {
    if (this.#open > 0) throw new Error('A block of prove() was not awaited.');
    for (const id of this.#proves) if (!this.#judged.has(id)) this.#judge({ id, state: 'met' });
    if (this.#first) throw this.#first.error;
  }

  #judge(judged: JudgedRequirement): void {
    this.#judged.set(judged.id, judged);
    this.#tell([...this.#judged.values()]);
  }
}

function toThrown(error: unknown): ThrownError {
  if (!(error instanceof Error)) {
    return { name: '', message: String(error), stack: '', expected: undefined, actual: undefined };
  }
  const { name, message, stack = '' } = error;
  const [expected, actual] = [
    'expected' in error ? error.expected : undefined,
    'actual' in error ? error.actual : undefined,
  ];
  return { name, message, stack, expected: asText(expected), actual: asText(actual) };
}

const asText = (value: unknown): string | undefined =>
  value === undefined ? undefined : typeof value === 'string' ? value : inspect(value, { depth: 4 });
