// What the file system refuses is the machine's doing, not a bug: it deserves a sentence and not a stack.
import { text } from './words.ts';

interface FileTrouble {
  readonly message: string;
  readonly next: string;
}

const kinds: Readonly<Record<string, keyof typeof text.files.next>> = {
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EROFS: 'forbidden',
  ENOTDIR: 'inTheWay',
  EEXIST: 'inTheWay',
  EISDIR: 'inTheWay',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** Why a file could not be written, and what to do about it; undefined where the error is about something else. */
export function fileTrouble(error: unknown): FileTrouble | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const kind = kinds[String(error.code)];
  // A write that fails knows no path; a port or a program that is refused is no file.
  if (kind !== 'full' && (!('path' in error) || String(error.syscall).startsWith('spawn'))) return undefined;
  const path = 'path' in error ? String(error.path) : text.files.unnamed;
  return kind && { message: text.files.trouble[kind](path), next: text.files.next[kind] };
}

/** Why something could not be written, with the next step where there is one. */
export function whyNotWritten(error: unknown): string {
  const trouble = fileTrouble(error);
  return trouble ? `${trouble.message} ${text.next} ${trouble.next}.` : `${String(error)}.`;
}
