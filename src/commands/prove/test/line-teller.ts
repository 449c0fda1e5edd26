import type { Context } from '../../context.ts';
import type { Line, Result } from './part.ts';

/** Prints the lines of a part as they come, and adds them up. */
export class LineTeller {
  readonly #context: Context;
  readonly #counts = { passed: 0, failed: 0, skipped: 0 };
  readonly #failures: string[] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  readonly tell = ({ kind, what }: Line): void => {
    const { output, text } = this.#context;
    this.#counts[kind] += 1;
    if (kind === 'failed') this.#failures.push(what);
    output.print(text.test.client(kind, what));
  };

  /** What the lines come to so far. */
  get result(): Result {
    return { ...this.#counts, failures: [...this.#failures] };
  }
}
