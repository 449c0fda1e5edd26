// What the learner's process says is held against this before anything is done with it. Learner code can write to the
// link as well as our own code there.
import { z } from 'zod';
import type { Exported, FromSubject, Packed, PackedError, Ref } from './messages.ts';
import { isPlain } from './plain-data.ts';

const id = z.int().nonnegative();
const text = z.string().max(1_000_000);
const path = z.array(z.union([z.string().max(10_000), id])).max(50);
const primitive = z.union([z.string(), z.number(), z.nan(), z.boolean(), z.bigint(), z.null(), z.undefined()]);

const packed: z.ZodType<Packed> = z.lazy(() => z.strictObject({ v: z.unknown(), refs: z.array(ref).optional() }));

const packedError: z.ZodType<PackedError> = z.lazy(() =>
  z.strictObject({
    id,
    name: text,
    message: z.string(),
    stack: z.string(),
    cause: packed.optional(),
    errors: z.array(packed).max(20).optional(),
    more: z.record(z.string(), primitive),
  }),
);

const ref: z.ZodType<Ref> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ path, kind: z.literal('function'), id, name: text }),
    z.strictObject({ path, kind: z.literal('own-function'), id }),
    z.strictObject({ path, kind: z.literal('signal'), id, aborted: z.boolean(), reason: packed.optional() }),
    z.strictObject({ path, kind: z.literal('error'), error: packedError }),
    z.strictObject({ path, kind: z.literal('own-error'), id }),
  ]),
);

const refusal = z.strictObject({ at: text, why: z.enum(['symbol', 'itself', 'depth', 'clone', 'size']) });

const fromSubjectSchema: z.ZodType<FromSubject> = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('return'), id, value: packed }),
  z.strictObject({ t: z.literal('throw'), id, error: packed }),
  z.strictObject({ t: z.literal('refuse'), id, refusal }),
  z.strictObject({
    t: z.literal('call'),
    id,
    target: z.strictObject({ fn: id }),
    args: z.array(packed).max(100),
    oneWay: z.boolean().optional(),
  }),
  z.strictObject({ t: z.literal('abort'), signal: id, reason: packed }),
  z.strictObject({ t: z.literal('warm'), pid: id }),
  z.strictObject({ t: z.literal('print'), stream: z.enum(['out', 'err']), text: z.string() }),
  z.strictObject({ t: z.literal('uncaught'), error: packed }),
  z.strictObject({ t: z.literal('pong'), n: id }),
  z.strictObject({ t: z.literal('debugger'), url: text }),
]);

/** What comes back when the file under test was loaded. */
export const exportsSchema: z.ZodType<Exported[]> = z
  .array(
    z.strictObject({
      name: z.string().max(1_000),
      kind: z.enum(['function', 'value']),
      value: z.unknown().optional(),
    }),
  )
  .max(1_000);

/**
 * One message of the learner's process.
 * @throws where it is none, or holds what nobody could walk to its end.
 */
export function readFromSubject(message: unknown): FromSubject {
  // First: a schema that comes to an array without an end would not come back from it.
  if (!isPlain(message)) throw new Error('A message that cannot be walked.');
  return fromSubjectSchema.parse(message);
}
