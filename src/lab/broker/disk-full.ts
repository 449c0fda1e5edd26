import { statfs } from 'node:fs/promises';
import { WorkbookError } from '../../workbook-error.ts';
import { brokerText } from './words.ts';

/** Whether an error of the system has one of these codes, such as ENOSPC. */
export function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** What Kafka's log, its indexes and a lesson's records take, with room to spare. */
const neededBytes = 100 * 1_048_576;

/**
 * Throws the error for a full disk when a folder has no room for a broker's data. Kafka itself meets a full disk in too
 * many ways to tell: a failed write, a fault in a mapped file, silence.
 */
export async function checkRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < neededBytes) throw diskFull(folder, undefined);
}

/** The error for a learner whose disk has no room for Kafka's data. */
export function diskFull(folder: string, cause: unknown): WorkbookError {
  return new WorkbookError(brokerText.diskFull(folder), { next: brokerText.diskFullNext, cause });
}
