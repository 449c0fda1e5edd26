// What a lesson shows of its programs: ```output lessons/04-consumers/read.ts mask="\d+ ms"``` holds what that program prints.
// Several blocks of one program hold it together, in its order. What differs from run to run (offsets, times, ids) is masked
// by a pattern. All of it pure.

const block = /^```output ([\w./-]+)(?: mask="([^"\n]*)")?[ \t]*\n([\s\S]*?)^```[ \t]*$/gm;

/** What a lesson shows of one program. */
export interface ShownOutput {
  /** The program, relative to the course. */
  readonly path: string;
  /** Patterns of what differs from run to run, of all its blocks. */
  readonly masks: readonly string[];
  /** The texts of its blocks, in the lesson's order. */
  readonly blocks: readonly string[];
}

/** The output blocks of a lesson, by program. */
export function shownOutputs(lesson: string): ShownOutput[] {
  const found = [...lesson.matchAll(block)].map(([, path = '', mask, text = '']) => ({ path, mask, text }));
  return [...Map.groupBy(found, ({ path }) => path)].map(([path, blocks]) => ({
    path,
    masks: [...new Set(blocks.flatMap(({ mask }) => mask ?? []))],
    blocks: blocks.map(({ text }) => text),
  }));
}

/** The first line in which a program's output is not what the lesson shows, or undefined where there is none. */
export function differenceOf(shown: ShownOutput, printed: string): { shows: string; prints: string } | undefined {
  const expected = linesOf(shown.blocks.join(''), shown.masks);
  const actual = linesOf(printed, shown.masks);
  const at = expected.findIndex((line, index) => line.masked !== actual[index]?.masked);
  if (at < 0 && expected.length === actual.length) return undefined;
  const place = at < 0 ? expected.length : at;
  return { shows: expected[place]?.text ?? '', prints: actual[place]?.text ?? '' };
}

// Lines of the same words are the same line, because columns move with the length of a number.
function linesOf(text: string, masks: readonly string[]): { text: string; masked: string }[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => {
      const masked = masks.reduce((rest, mask) => rest.replaceAll(new RegExp(mask, 'g'), '~'), line);
      return { text: line, masked: masked.replace(/\s+/g, ' ').trim() };
    });
}

/** The lesson with what the program printed in its blocks: each has as many lines as before, the last one all that are left. */
export function writeOutput(lesson: string, { path, blocks }: ShownOutput, printed: string): string {
  const left = printed.trimEnd().split('\n');
  let number = 0;
  return lesson.replaceAll(block, (whole: string, name: string, _mask: string | undefined, text: string) => {
    if (name !== path) return whole;
    number += 1;
    const lines = number === blocks.length ? left.splice(0) : left.splice(0, text.split('\n').length - 1);
    return `${whole.slice(0, whole.indexOf('\n'))}\n${lines.join('\n')}\n\`\`\``;
  });
}
