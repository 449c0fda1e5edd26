// What this side has given to the other one by reference, and what it holds of the other's.

export interface Given {
  readonly fn: (...args: unknown[]) => unknown;
  /** The object whose method it is. */
  readonly self: unknown;
}

export class References {
  readonly #functions = new Map<number, Given>();
  readonly #errors = new Map<number, unknown>();
  readonly #ids = new WeakMap<object, number>();
  readonly #foreign = new WeakMap<object, number>();
  readonly #signals = new Map<number, AbortController>();
  #last = 0;

  /** A number that was not used before. */
  next(): number {
    return (this.#last += 1);
  }

  /** The same function of two objects is two references. */
  giveFunction(given: Given): number {
    const id = this.next();
    this.#functions.set(id, given);
    return id;
  }

  function(id: number): Given {
    const given = this.#functions.get(id);
    if (!given) throw new Error('A function that was never given.');
    return given;
  }

  /** The number of an error or a signal; the same one always has the same. */
  idOf(thing: object): { id: number; isNew: boolean } {
    const known = this.#ids.get(thing);
    if (known !== undefined) return { id: known, isNew: false };
    const id = this.next();
    this.#ids.set(thing, id);
    return { id, isNew: true };
  }

  keepError(id: number, error: unknown): void {
    this.#errors.set(id, error);
  }

  error(id: number): unknown {
    if (!this.#errors.has(id)) throw new Error('An error that was never given.');
    return this.#errors.get(id);
  }

  /** Notes that this function or error stands for one of the other side's. */
  keepForeign(thing: object, id: number): void {
    this.#foreign.set(thing, id);
  }

  foreignId(thing: object): number | undefined {
    return this.#foreign.get(thing);
  }

  /** What aborts with the other side's signal. */
  signal(id: number): AbortController {
    const known = this.#signals.get(id);
    if (known) return known;
    const controller = new AbortController();
    this.#signals.set(id, controller);
    return controller;
  }
}
