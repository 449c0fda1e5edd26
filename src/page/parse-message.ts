import { messageText } from '../text/words.ts';

/** What a failed test says, taken apart; `rest` is what has no name of its own. */
export interface VerdictMessage {
  readonly rest: string;
  readonly expected: string | undefined;
  readonly received: string | undefined;
  readonly usually: string | undefined;
  /** File and heading in the course: `lessons/01-connections.md#the-localhost-trap`. */
  readonly readAgain: string | undefined;
}

const anything = '([\\s\\S]*?)';
const word = '(\\S+)\\s*';
const line = '(.*?)';

/** Takes a message apart as far as it has a form of `messageText`; any other stays whole in `rest`. */
export function parseMessage(message: string): VerdictMessage {
  const { differs, compared, usually, readAgain } = messageText;
  const [, beforeLink = message, link] = find(message, gap + readAgain(gap), [anything, word]);
  const [, body = beforeLink, reason] = find(beforeLink, gap + usually(gap), [anything, anything]);
  const sentence = find(body, differs(gap, gap, gap), [line, anything, anything]);
  const [, rest = body, expected, received] =
    sentence.length > 0 ? sentence : find(body, compared(gap, gap, gap), [anything, anything, anything]);
  return { rest, expected, received, usually: reason, readAgain: link };
}

/** Stands for a part that a form is filled with; no message holds it. */
const gap = '\0';

/** The parts of a message that has a form; none where it has not. */
function find(message: string, form: string, parts: readonly string[]): readonly string[] {
  const words = form.split(gap).map((piece) => RegExp.escape(piece));
  const pattern = words.map((piece, at) => piece + (parts[at] ?? '')).join('');
  return new RegExp(`^${pattern}$`).exec(message) ?? [];
}
