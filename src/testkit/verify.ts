import { isDeepStrictEqual } from 'node:util';
import { show, Unmet, usualReason } from './unmet.ts';
import { messageText } from '../text/words.ts';

export interface Comparison {
  readonly expected: unknown;
  readonly received: unknown;
  /** The usual reason for a difference, without the answer: "the key stands beside the value". */
  readonly usually?: string;
}

/**
 * Compares one field of what is on the broker, or of what the learner's function returned.
 * @param field names it for the learner: "the key of the record at offset 0".
 * @throws Unmet with field, expected, received and the usual reason.
 */
export function verify(field: string, { expected, received, usually }: Comparison): void {
  if (isDeepStrictEqual(received, expected)) return;
  throw new Unmet(messageText.differs(field, show(expected), show(received)) + usualReason(usually));
}

/**
 * Fails with a sentence of the suite's own unless the condition holds.
 * @throws Unmet
 */
export function demand(condition: unknown, sentence: string, usually?: string): asserts condition {
  if (!condition) throw new Unmet(sentence + usualReason(usually));
}
