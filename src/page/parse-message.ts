/** What a failed test says, taken apart; `rest` is what has no name of its own. */
export interface VerdictMessage {
  readonly rest: string;
  readonly expected: string | undefined;
  readonly received: string | undefined;
  readonly usually: string | undefined;
  /** File and heading in the course: `lessons/01-connections.md#the-localhost-trap`. */
  readonly readAgain: string | undefined;
}

// The words are those of src/testkit/verify.ts, src/testkit/unmet.ts and src/grading/en.ts.
const sentence = /^(.*?): expected ([\s\S]*?), received ([\s\S]*?)\.$/;
const lines = /^([\s\S]*?)\n?Expected: ([\s\S]*?)\nReceived: ([\s\S]*)$/;

/** Takes a message apart as far as it follows the testkit's form; any other stays whole in `rest`. */
export function parseMessage(message: string): VerdictMessage {
  const [, beforeLink = message, readAgain] = /^([\s\S]*?)\nRead again: (\S+)\s*$/.exec(message) ?? [];
  const [, body = beforeLink, usually] = /^([\s\S]*?)\nUsually: ([\s\S]*)$/.exec(beforeLink) ?? [];
  const [, rest = body, expected, received] = sentence.exec(body) ?? lines.exec(body) ?? [];
  return { rest, expected, received, usually, readAgain };
}
