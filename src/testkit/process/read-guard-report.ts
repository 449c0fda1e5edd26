// Apart from guard-limits.ts, which every guard's thread loads: this is for who listens to a guard.
import { z } from 'zod';
import { guardMark, type GuardReport } from './guard-limits.ts';

const place = { url: z.string(), line: z.number() };
const guardReportSchema: z.ZodType<GuardReport> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stuck'), seconds: z.number(), ...place }),
  z.strictObject({ kind: z.literal('output'), megabytes: z.number(), ...place }),
  z.strictObject({ kind: z.literal('memory'), megabytes: z.number() }),
]);

/**
 * The report on a line of stderr; undefined where it holds none. Learner code can write such a line too, and anything
 * else behind the mark: so it chooses at most the words for an end that did come.
 */
export function readGuardReport(line: string): GuardReport | undefined {
  if (!line.startsWith(guardMark)) return undefined;
  try {
    return guardReportSchema.safeParse(JSON.parse(line.slice(guardMark.length))).data;
  } catch {
    return undefined;
  }
}
