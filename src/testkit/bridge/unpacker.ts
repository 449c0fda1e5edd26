import type { Packed, PackedError, Path, Ref } from './messages.ts';
import type { References } from './references.ts';

export interface UnpackerOptions {
  readonly references: References;
  /** What stands here for a function of the other side's. */
  readonly standIn: (id: number, at: string) => (...args: unknown[]) => unknown;
  /** What an error of the other side's becomes, once it is put together. */
  readonly onError: (error: Error) => void;
}

/** Makes a value of what the other side's Packer has sent. */
export class Unpacker {
  readonly #options: UnpackerOptions;

  constructor(options: UnpackerOptions) {
    this.#options = options;
  }

  /** @throws where a reference leads nowhere. */
  unpack({ v, refs = [] }: Packed): unknown {
    let root = v;
    for (const ref of refs) {
      const real = this.#take(ref);
      if (ref.path.length === 0) root = real;
      else put(root, ref.path, real);
    }
    return root;
  }

  #take(ref: Ref): unknown {
    const { references } = this.#options;
    switch (ref.kind) {
      case 'function':
        return this.#takeFunction(ref);
      case 'own-function':
        return references.function(ref.id).fn;
      case 'own-error':
        return references.error(ref.id);
      case 'error':
        return this.#takeError(ref.error);
      case 'signal': {
        const controller = references.signal(ref.id);
        if (ref.aborted) controller.abort(ref.reason && this.unpack(ref.reason));
        return controller.signal;
      }
    }
  }

  #takeFunction({ id, name, path }: Extract<Ref, { kind: 'function' }>): unknown {
    const { references, standIn } = this.#options;
    const fn = standIn(id, String(path.at(-1) ?? ''));
    Object.defineProperty(fn, 'name', { value: name, configurable: true });
    references.keepForeign(fn, id);
    return fn;
  }

  #takeError({ id, name, message, stack, cause, errors, more }: PackedError): Error {
    const error = errors
      ? new AggregateError(
          errors.map((each) => this.unpack(each)),
          message,
        )
      : new Error(message);
    for (const [key, value] of Object.entries(more)) define(error, key, value, true);
    define(error, 'name', name);
    define(error, 'stack', stack);
    if (cause) define(error, 'cause', this.unpack(cause));
    this.#options.references.keepForeign(error, id);
    this.#options.onError(error);
    return error;
  }
}

/** Puts something into data, where only its own members lead: neither to a prototype, nor beyond an array's end. */
function put(root: unknown, path: Path, value: unknown): void {
  let at = root;
  for (const step of path.slice(0, -1)) at = memberOf(at, step);
  const last = path.at(-1) ?? '';
  if (typeof at !== 'object' || at === null) throw new Error('A reference that leads nowhere.');
  if (Array.isArray(at) && !Object.hasOwn(at, last)) throw new Error('A reference beyond the end of an array.');
  define(at, String(last), value, true);
}

function memberOf(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null) throw new Error('A reference that leads nowhere.');
  const descriptor = Object.getOwnPropertyDescriptor(value, step);
  if (!descriptor) throw new Error('A reference that leads nowhere.');
  return descriptor.value;
}

function define(target: object, key: string, value: unknown, enumerable = false): void {
  Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true });
}
