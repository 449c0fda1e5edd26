/** A queue between who tells and who sends: `take` waits for the next thing, or for `ms`, and then gives undefined. */
export class Mailbox<T> {
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;

  put(thing: T): void {
    this.#waiting.push(thing);
    this.#wake?.();
  }

  /** Ends a `take` that waits. */
  wake(): void {
    this.#wake?.();
  }

  async take(ms: number): Promise<T | undefined> {
    if (this.#waiting.length === 0) await this.#sleep(ms);
    return this.#waiting.shift();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
