// Boxes that are closed when the page opens, for what not everybody needs:
//
//     ::: other-client
//     The same with Confluent's client …
//     :::
//
// `::: background Title` is one for background. In a parser without a drawing of its own they are elements that can be told apart.
import container from 'markdown-it-container';
import type { MarkdownIt, Token } from 'markdown-it';

export const closedBoxes = ['other-client', 'background'] as const;
export type ClosedBox = (typeof closedBoxes)[number];

/** Teaches a parser the boxes. `draw` makes their HTML: the start with a title (empty where none was given), and the end. */
export function useClosedBoxes(
  parser: MarkdownIt,
  draw?: (kind: ClosedBox, part: { title: string } | 'end') => string,
): void {
  for (const kind of closedBoxes) {
    const render = (tokens: readonly Token[], at: number): string => {
      const token = tokens[at];
      const title = token?.info.trim().slice(kind.length).trim() ?? '';
      return draw?.(kind, token?.nesting === 1 ? { title } : 'end') ?? '';
    };
    parser.use(container, kind, { render });
  }
}

/** Whether a token opens (1) or closes (-1) such a box; 0 where it does neither. */
export function boxNesting({ type }: { type: string }): -1 | 0 | 1 {
  if (!closedBoxes.some((kind) => type.startsWith(`container_${kind}_`))) return 0;
  return type.endsWith('_open') ? 1 : -1;
}
