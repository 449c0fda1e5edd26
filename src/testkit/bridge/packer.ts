import { mostBytes } from './frames.ts';
import type { Packed, Path, Ref, Refusal } from './messages.ts';
import { packError } from './pack-error.ts';
import { mostDepth, mostElements } from './plain-data.ts';
import type { References } from './references.ts';

/** A value that cannot cross: which member of it, and why. */
export class CannotCross extends Error {
  override readonly name = 'CannotCross';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`${refusal.at || 'value'}: ${refusal.why}`);
    this.refusal = refusal;
  }
}

export interface PackerOptions {
  readonly references: References;
  /**
   * Objects that have methods leave their object members behind: an object of the learner's may hold a whole client.
   */
  readonly shallow: boolean;
  /** A signal was given, and aborts later. */
  readonly onAbort: (id: number, reason: unknown) => void;
}

interface Walk {
  readonly refs: Ref[];
  readonly path: (string | number)[];
  /** Of all texts; written out, they must not fill this process before the link can refuse them. */
  readonly size: { characters: number };
  /** What has become of each object; `walking` while it is not done. */
  readonly done: Map<object, unknown>;
}

const walking = Symbol('walking');
const { isArray } = Array;
const { getPrototypeOf, getOwnPropertyNames, getOwnPropertyDescriptor, defineProperty } = Object;

/** Makes of a value a clone that can be sent, with functions, signals and errors beside it. */
export class Packer {
  readonly #options: PackerOptions;

  constructor(options: PackerOptions) {
    this.#options = options;
  }

  /** @throws CannotCross for a symbol, for what holds itself, and for more than 50 levels. */
  pack(value: unknown): Packed {
    const walk: Walk = { refs: [], path: [], done: new Map(), size: { characters: 0 } };
    const v = this.#walk(value, walk, undefined);
    return walk.refs.length > 0 ? { v, refs: walk.refs } : { v };
  }

  #walk(value: unknown, walk: Walk, self: unknown): unknown {
    if (typeof value === 'string') this.#count(value, walk);
    if (typeof value === 'symbol') throw new CannotCross({ at: placeIn(walk.path), why: 'symbol' });
    const ref = this.#refOf(value, walk.path, self);
    if (ref) {
      walk.refs.push({ ...ref, path: [...ref.path] });
      return undefined;
    }
    return typeof value === 'object' && value !== null ? this.#walkOnce(value, walk) : value;
  }

  #count(text: string, { size, path }: Walk): void {
    size.characters += text.length;
    if (size.characters > mostBytes) throw new CannotCross({ at: placeIn(path), why: 'size' });
  }

  #walkOnce(value: object, walk: Walk): unknown {
    if (walk.path.length > mostDepth) throw new CannotCross({ at: placeIn(walk.path.slice(0, 3)), why: 'depth' });
    const known = walk.done.get(value);
    if (known === walking) throw new CannotCross({ at: placeIn(walk.path), why: 'itself' });
    if (known !== undefined) return known;
    walk.done.set(value, walking);
    const before = walk.refs.length;
    const copy = isArray(value) ? this.#walkArray(value, walk) : this.#walkObject(value, walk);
    // One that holds references needs them at each place where it stands, so it is walked again there.
    if (walk.refs.length > before) walk.done.delete(value);
    else walk.done.set(value, copy);
    return copy;
  }

  #walkArray(array: readonly unknown[], walk: Walk): unknown[] {
    if (array.length > mostElements) throw new CannotCross({ at: placeIn(walk.path), why: 'size' });
    const copy: unknown[] = [];
    for (let at = 0; at < array.length; at += 1) copy[at] = this.#member(at, array[at], walk, array);
    return copy;
  }

  #walkObject(value: object, walk: Walk): unknown {
    if (isCloned(value)) return value;
    const methods = methodsOf(value);
    const copy = {};
    for (const [key, member] of this.#membersOf(value, methods.length > 0)) {
      const walked = this.#member(key, member, walk, value);
      if (!isFunction(member)) define(copy, key, walked);
    }
    for (const [key, method] of methods) if (!Object.hasOwn(value, key)) this.#member(key, method, walk, value);
    return copy;
  }

  /** What of an object's own crosses. */
  #membersOf(value: object, hasMethods: boolean): [string, unknown][] {
    const own = Object.entries(value).filter(([key, member]) => key !== 'then' || !isFunction(member));
    const isService = hasMethods || own.some(([, member]) => isFunction(member));
    if (!this.#options.shallow || !isService) return own;
    return own.filter(([, member]) => typeof member !== 'object' || member === null);
  }

  #member(key: string | number, member: unknown, walk: Walk, self: unknown): unknown {
    walk.path.push(key);
    const walked = this.#walk(member, walk, self);
    walk.path.pop();
    return walked;
  }

  #refOf(value: unknown, path: Path, self: unknown): Ref | undefined {
    if (isFunction(value)) return this.#functionRef(value, path, self);
    if (value instanceof Error) return this.#errorRef(value, path);
    return value instanceof AbortSignal ? this.#signalRef(value, path) : undefined;
  }

  #functionRef(fn: (...args: unknown[]) => unknown, path: Path, self: unknown): Ref {
    const { references } = this.#options;
    const theirs = references.foreignId(fn);
    if (theirs !== undefined) return { path, kind: 'own-function', id: theirs };
    return { path, kind: 'function', id: references.giveFunction({ fn, self }), name: fn.name };
  }

  #signalRef(signal: AbortSignal, path: Path): Ref {
    const { references, onAbort } = this.#options;
    const { id, isNew } = references.idOf(signal);
    if (signal.aborted) return { path, kind: 'signal', id, aborted: true, reason: this.pack(signal.reason) };
    if (isNew) signal.addEventListener('abort', () => onAbort(id, signal.reason), { once: true });
    return { path, kind: 'signal', id, aborted: false };
  }

  #errorRef(error: Error, path: Path): Ref {
    const { references } = this.#options;
    const theirs = references.foreignId(error);
    if (theirs !== undefined) return { path, kind: 'own-error', id: theirs };
    return { path, kind: 'error', error: packError(error, references, (value) => this.#packInside(value)) };
  }

  // A cause can be anything. What cannot cross is told as text.
  #packInside(value: unknown): Packed {
    try {
      return this.pack(value);
    } catch {
      return { v: String(value) };
    }
  }
}

const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function';

function define(target: object, key: string, value: unknown): void {
  // By assignment, `__proto__` would be something else than a member.
  defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

const isCloned = (value: object): boolean =>
  ArrayBuffer.isView(value) ||
  [Date, RegExp, Map, Set, ArrayBuffer, Number, String, Boolean, Promise, WeakMap].some(
    (kind) => value instanceof kind,
  );

/** Methods of an object's classes, the nearest first. */
function methodsOf(value: object): [string, unknown][] {
  const found = new Map<string, unknown>();
  for (let at: object | null = getPrototypeOf(value); at && at !== Object.prototype; at = getPrototypeOf(at)) {
    for (const name of getOwnPropertyNames(at)) {
      const method: unknown = getOwnPropertyDescriptor(at, name)?.value;
      if (name !== 'constructor' && name !== 'then' && isFunction(method) && !found.has(name)) found.set(name, method);
    }
  }
  return [...found];
}

const placeIn = (path: Path): string => path.join('.');
