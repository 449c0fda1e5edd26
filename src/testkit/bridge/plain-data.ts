// Whether data from the learner's process can be walked by whoever compares or prints it. A hundred bytes can hold an
// array of four milliards of holes, or fifty lists that each hold the next one twice: both would keep the suite for ever.

/** How deep data may be that an exercise hands over. */
export const mostDepth = 50;
/** How long a list may be. */
export const mostElements = 5_000_000;
/** A message that carries it is deeper, most of all one with an error and its causes. */
const mostDepthOfMessage = mostDepth + 50;
/** How many values, one that stands in two places counted twice. */
const mostValues = 20_000_000;

/** False for holes in an array, for too much depth, for what holds itself, and for what is too much when it is written out. */
export function isPlain(value: unknown): boolean {
  return sizeOf(value, { depth: 0, done: new Map() }) <= mostValues;
}

interface Walk {
  readonly depth: number;
  /** Size of each object that was walked; undefined while it is being walked. */
  readonly done: Map<object, number | undefined>;
}

function sizeOf(value: unknown, { depth, done }: Walk): number {
  if (typeof value !== 'object' || value === null) return 1;
  if (done.has(value)) return done.get(value) ?? Infinity;
  if (depth > mostDepthOfMessage) return Infinity;
  if (Array.isArray(value) && !isDense(value)) return Infinity;
  done.set(value, undefined);
  let size = 1;
  for (const member of membersOf(value)) {
    size += sizeOf(member, { depth: depth + 1, done });
    if (size > mostValues) return Infinity;
  }
  done.set(value, size);
  return size;
}

// A sparse array has far fewer keys than places, so the keys are quick to count.
const isDense = (array: readonly unknown[]): boolean =>
  array.length <= mostElements && Object.keys(array).length === array.length;

function membersOf(value: object): Iterable<unknown> {
  if (value instanceof Map) return [...value].flat();
  if (value instanceof Set) return value;
  if (ArrayBuffer.isView(value)) return [];
  return Array.isArray(value) ? value : Object.values(value);
}
