// What comes of one scenario of one client. Every ending has a form here: nothing a program does is a crash of ours.
import { z } from 'zod';
import { outcomes } from './en.ts';

/** The last line of a program's stdout. */
export const reportSchema = z.object({
  outcome: z.enum(['works', 'fails', 'not-offered']),
  version: z.string(),
  runtime: z.string(),
  error: z.string().optional(),
  source: z.string().optional(),
  extra: z.array(z.string()).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  evidence: z.record(z.string(), z.unknown()).optional(),
});
export type Report = z.infer<typeof reportSchema>;

export type Outcome =
  | { readonly kind: 'report'; readonly report: Report; readonly seconds: number; readonly log: string }
  /** A tool is missing or the folder did not build: `reason` is "needs go 1.26" or the build's last words. */
  | { readonly kind: 'not-run'; readonly reason: string }
  /** Ended without a result line, printed nonsense, or was killed at the deadline. */
  | { readonly kind: 'broke'; readonly reason: string; readonly log: string };

/** Finds the result line in a program's stdout, or says what is wrong with it. */
export function parseReport(stdout: string): Report | { readonly reason: string } {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (line.trim() === '') return { reason: outcomes.noLine };
  try {
    const parsed = reportSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : { reason: outcomes.brokenResult(issues(parsed.error)) };
  } catch {
    const shown = line.slice(0, 80).replaceAll(/\p{Cc}/gu, ' ');
    return { reason: outcomes.nonsense(shown) };
  }
}

const issues = (error: z.ZodError) =>
  error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
