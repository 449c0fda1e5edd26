import { inspect } from 'node:util';
import { messageText } from '../text/words.ts';
import { words } from './words.ts';

/** What a learner reads where a fact does not hold: what was expected, what was there, and the usual reason. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
}

/** A value as a learner reads it: short, without colours, strings in quotes. */
export function show(value: unknown): string {
  if (value instanceof Error) return value.message;
  if (Buffer.isBuffer(value)) return words.bytes(JSON.stringify(value.toString('utf8')));
  return inspect(value, { depth: 4, breakLength: 100, maxArrayLength: 10, maxStringLength: 200, sorted: false });
}

/** "Usually: …" on a line of its own, or nothing. */
export function usualReason(usually: string | undefined): string {
  return usually ? messageText.usually(usually) : '';
}
