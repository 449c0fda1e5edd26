// Calls between the process of the suite and the one of the learner's code. One ordered stream carries them all: what was
// printed before a call returned is there before the call has returned.
import type { Abort, Answer, Call, Packed, Refusal, Target } from './messages.ts';
import { CannotCross, Packer } from './packer.ts';
import { References } from './references.ts';
import { Results } from './results.ts';
import { Unpacker } from './unpacker.ts';

export interface BridgeOptions {
  readonly send: (message: Answer | Call | Abort) => void;
  /** See PackerOptions. */
  readonly shallow: boolean;
  /** What stands here for a function of the other side's that nobody waits for, such as `log`; undefined for any other. */
  readonly oneWay?: (
    name: string,
    send: (args: readonly unknown[]) => void,
  ) => ((...args: unknown[]) => void) | undefined;
  readonly onError?: (error: Error) => void;
  /** What a refusal of the other side's becomes. */
  readonly refused: (refusal: Refusal) => Error;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export class Bridge {
  /** What the other side may call by its name. */
  exports: Readonly<Record<string, unknown>> = {};
  readonly #options: BridgeOptions;
  readonly #references = new References();
  readonly #packer: Packer;
  readonly #unpacker: Unpacker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #results = new Results();
  #over: Error | undefined;

  constructor(options: BridgeOptions) {
    this.#options = options;
    const references = this.#references;
    const { send, shallow, onError = () => {} } = options;
    const onAbort = (signal: number, reason: unknown): void =>
      send({ t: 'abort', signal, reason: this.packOrText(reason) });
    this.#packer = new Packer({ references, shallow, onAbort });
    this.#unpacker = new Unpacker({ references, standIn: (id, at) => this.#standIn(id, at), onError });
  }

  pack(value: unknown): Packed {
    return this.#packer.pack(value);
  }

  /** For what must cross in any case: what cannot is told as text. */
  packOrText(value: unknown): Packed {
    try {
      return this.pack(value);
    } catch {
      return { v: String(value) };
    }
  }

  unpack(packed: Packed): unknown {
    return this.#unpacker.unpack(packed);
  }

  /** All that waits for an answer fails with this, and so does all that is asked from now on. */
  end(why: Error): void {
    this.#over ??= why;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#over);
    this.#waiting.clear();
  }

  /** Sends a message under a number of its own; the promise is that of the answer. */
  ask(send: (id: number) => void): { id: number; answer: Promise<unknown> } {
    const id = this.#references.next();
    const answer = new Promise((resolve, reject) => {
      if (this.#over) return reject(this.#over);
      this.#waiting.set(id, { resolve, reject });
      try {
        send(id);
      } catch (error) {
        this.#waiting.delete(id);
        reject(error);
      }
    });
    return { id, answer };
  }

  /** Calls a function of the other side's. */
  call(target: Target, args: readonly unknown[]): { id: number; answer: Promise<unknown> } {
    return this.ask((id) => this.#options.send({ t: 'call', id, target, args: args.map((arg) => this.pack(arg)) }));
  }

  /**
   * Takes what the other side has sent.
   * @throws where it answers what was never asked, or names what was never given.
   */
  hear(message: Answer | Call | Abort): void {
    switch (message.t) {
      case 'return':
        return this.#take(message.id).resolve(this.unpack(message.value));
      case 'throw':
        return this.#take(message.id).reject(this.unpack(message.error));
      case 'refuse':
        return this.#take(message.id).reject(this.#options.refused(message.refusal));
      case 'abort':
        return this.#references.signal(message.signal).abort(this.unpack(message.reason));
      case 'call':
        return this.#serve(message);
    }
  }

  /** Answers a call with a value; a promise is waited for. */
  answer(id: number, work: () => unknown): void {
    let value: unknown;
    try {
      value = work();
    } catch (error) {
      this.#results.failed(id, error);
      return this.#send(id, 'throw', error);
    }
    this.#results.returned(id, value);
    if (!isThenable(value)) return this.#send(id, 'return', value);
    value.then(
      (result) => this.#send(id, 'return', result),
      (error: unknown) => this.#send(id, 'throw', error),
    );
  }

  #take(id: number): Waiting {
    const waiting = this.#waiting.get(id);
    if (!waiting) throw new Error('An answer that nobody waits for.');
    this.#waiting.delete(id);
    return waiting;
  }

  #serve({ id, target, args, oneWay }: Call): void {
    const work = this.#workOf(target);
    const values = args.map((arg) => this.unpack(arg));
    if (!oneWay) return this.answer(id, () => work(values));
    work(values);
  }

  #workOf(target: Target): (args: unknown[]) => unknown {
    if ('fn' in target) {
      const { fn, self } = this.#references.function(target.fn);
      return (args) => Reflect.apply(fn, self, args);
    }
    if ('method' in target) return (args) => this.#results.call(target, args);
    const exported = this.exports[target.name];
    return (args) => {
      if (typeof exported !== 'function') throw new TypeError(`${target.name} is not a function`);
      return Reflect.apply(exported, undefined, args);
    };
  }

  #send(id: number, t: 'return' | 'throw', value: unknown): void {
    const { send } = this.#options;
    try {
      const packed = this.pack(value);
      send(t === 'return' ? { t, id, value: packed } : { t, id, error: packed });
    } catch (error) {
      // Forgotten, the other side would wait until its deadline.
      send({ t: 'refuse', id, refusal: refusalOf(error) });
    }
  }

  #standIn(fn: number, at: string): (...args: unknown[]) => unknown {
    const { send, oneWay } = this.#options;
    const post = (args: readonly unknown[]): void =>
      send({
        t: 'call',
        id: this.#references.next(),
        target: { fn },
        args: args.map((arg) => this.pack(arg)),
        oneWay: true,
      });
    return oneWay?.(at, post) ?? (async (...args) => this.call({ fn }, args).answer);
  }
}

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof CannotCross) return error.refusal;
  return { at: '', why: error instanceof RangeError ? 'size' : 'clone' };
};

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
