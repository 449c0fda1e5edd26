/** How another process answers what it was asked: by the number of the question, with a sentence where it could not. */
export interface AskAnswer {
  readonly ask: number;
  readonly error?: string | undefined;
}

/** What another process was asked to do over a channel, and has not answered yet. */
export class OpenAsks {
  readonly #open = new Map<number, PromiseWithResolvers<void>>();
  #last = 0;

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** Asks by `send`, under a number of its own. Resolves when it is done; rejects with an Error that says why it is not. */
  ask(send: (ask: number) => void): Promise<void> {
    const ask = (this.#last += 1);
    const done = Promise.withResolvers<void>();
    this.#open.set(ask, done);
    send(ask);
    return done.promise;
  }

  /** An answer has come. One to a question that is not open is passed over. */
  hear({ ask, error }: AskAnswer): void {
    const done = this.#open.get(ask);
    this.#open.delete(ask);
    if (error === undefined) done?.resolve();
    else done?.reject(new Error(error));
  }

  /** Nobody is left to answer: all that is open rejects. */
  end(why: string): void {
    for (const ask of this.#open.keys()) this.hear({ ask, error: why });
  }
}
