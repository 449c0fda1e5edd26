import { z } from 'zod';
import { formatVersion, progressSchema, type Progress } from './progress.ts';
import { fromVersion1 } from './version-1.ts';

const versioned = z.looseObject({ formatVersion: z.number() });

/** Text of a progress file of this version or of the one before as progress, or why it is none: `broken`, or `newer` where a later workbook wrote it. */
export function parseProgress(text: string): Progress | 'broken' | 'newer' {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'broken';
  }
  const version = versioned.safeParse(raw);
  if (version.success && version.data.formatVersion > formatVersion) return 'newer';
  return progressSchema.safeParse(fromVersion1(raw) ?? raw).data ?? 'broken';
}
