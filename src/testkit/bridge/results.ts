/** What calls have returned, for methods that are asked for before the answer is back: of a service that is returned at once. */
export class Results {
  readonly #results = new Map<number, { value: unknown } | { error: unknown }>();

  returned(id: number, value: unknown): void {
    if (typeof value === 'object' && value !== null) this.#results.set(id, { value });
  }

  /** What is asked of a service that never came fails with the reason for that. */
  failed(id: number, error: unknown): void {
    this.#results.set(id, { error });
  }

  /** @throws as the same call would in one process. */
  call({ result, method }: { result: number; method: string }, args: unknown[]): unknown {
    const kept = this.#results.get(result) ?? { value: undefined };
    if ('error' in kept) throw kept.error;
    const service = kept.value;
    const work: unknown = typeof service === 'object' && service !== null ? Reflect.get(service, method) : undefined;
    if (typeof work !== 'function') throw new TypeError(`${method} is not a function of what was returned`);
    return Reflect.apply(work, service, args);
  }
}
