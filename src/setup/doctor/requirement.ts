// One thing that the workbook needs or can use, and how it stands on this machine.
import { lastLines } from '../../../bin/explain-failure.mjs';
import { text } from '../words.ts';

export interface Requirement {
  readonly id: string;
  /** As a person calls it. */
  readonly name: string;
  readonly status: 'ok' | 'missing' | 'broken';
  /** The version or place that was found, or what is wrong. */
  readonly detail: string;
  /** What to do about it; undefined where it is ok. */
  readonly fix?: string | undefined;
  /** The workbook cannot be used without it. */
  readonly needed: boolean;
}

/** Runs a check; what it throws becomes a requirement that is broken, so that one broken check does not hide the others. */
export async function guarded(
  known: Pick<Requirement, 'id' | 'name' | 'needed'>,
  check: () => Promise<Pick<Requirement, 'status' | 'detail' | 'fix'>>,
): Promise<Requirement> {
  try {
    return { ...known, ...(await check()) };
  } catch (error) {
    return { ...known, status: 'broken', detail: lastLines(error, 2), fix: text.doctor.repair };
  }
}
