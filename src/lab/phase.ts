// What happens to what a run needs beside its broker, told as it happens: five seconds of waiting are five seconds of watching.
import { z } from 'zod';

const broker = z.number().int();
const ms = z.number().nonnegative();

export const phaseSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['registry-starts', 'cluster-starts']) }),
  z.strictObject({ kind: z.literal('registry-ready'), ms }),
  /** Another run breaks it. */
  z.strictObject({ kind: z.literal('cluster-busy') }),
  z.strictObject({ kind: z.literal('cluster-restored') }),
  z.strictObject({ kind: z.literal('cluster-ready'), ms }),
  /** What is done to a broker, once it is done; `restarted` when it serves again. */
  z.strictObject({ kind: z.enum(['killed', 'stopped', 'frozen', 'thawed', 'restarting', 'restarted']), broker }),
  z.strictObject({ kind: z.literal('new-leader'), broker, ms }),
  z.strictObject({ kind: z.literal('all-in-sync'), ms }),
  /** The fault did not fall inside the learner's work: the run begins again, for the second or third time. */
  z.strictObject({ kind: z.literal('missed'), attempt: z.number().int() }),
]);

export type Phase = z.infer<typeof phaseSchema>;
