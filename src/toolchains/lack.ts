import { words } from './words.ts';

/** True for a reason that is the machine's, not the program's: a tool or a package that is not here. */
export const isLack = (reason: string): boolean => reason.startsWith(words.needs);
