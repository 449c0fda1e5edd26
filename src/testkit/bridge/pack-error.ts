import type { Packed, PackedError, Primitive } from './messages.ts';
import type { References } from './references.ts';

const mostErrors = 20;
const mostCauses = 5;
let depth = 0;

/** An error with all that a message makes use of. `v8.serialize` alone would lose its name, its code and its errors. */
export function packError(error: Error, references: References, packInside: (value: unknown) => Packed): PackedError {
  const { id } = references.idOf(error);
  references.keepError(id, error);
  const inside = (value: unknown): Packed => {
    if (depth >= mostCauses) return { v: String(value) };
    depth += 1;
    try {
      return packInside(value);
    } finally {
      depth -= 1;
    }
  };
  const errors: unknown = 'errors' in error ? error.errors : undefined;
  return {
    id,
    name: textOf(error, 'name'),
    message: textOf(error, 'message'),
    stack: textOf(error, 'stack'),
    more: primitivesOf(error),
    ...('cause' in error && { cause: inside(error.cause) }),
    ...(Array.isArray(errors) && { errors: errors.slice(0, mostErrors).map(inside) }),
  };
}

// Whoever throws an error may have put anything there.
const textOf = (error: Error, member: string): string => String(Reflect.get(error, member));

function primitivesOf(error: Error): Record<string, Primitive> {
  const entries = Object.entries(error).filter(([key, value]) => isPrimitive(value) && !shown.has(key));
  return Object.fromEntries(entries);
}

const shown = new Set(['name', 'message', 'stack', 'cause', 'errors']);

const isPrimitive = (value: unknown): value is Primitive =>
  value === null || ['string', 'number', 'boolean', 'bigint', 'undefined'].includes(typeof value);
