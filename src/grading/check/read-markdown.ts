import createMarkdownIt, { type Token } from 'markdown-it';
import { boxNesting, useClosedBoxes } from '../../course/closed-boxes.ts';
import { headingSlug } from '../../course/heading-slug.ts';

/** What the check wants to know about a Markdown text. */
export interface MarkdownFacts {
  /** Anchors of its headings. */
  readonly anchors: ReadonlySet<string>;
  /** Targets of its links and pictures, as written. */
  readonly links: readonly string[];
  /** Words of prose: without code, questions, tables' rules, and what stands in closed boxes. */
  readonly words: number;
  /** First lines of its code fences, such as `ts bad`. */
  readonly fences: readonly string[];
}

const parser = createMarkdownIt({ html: false, linkify: false });
useClosedBoxes(parser);

export function readMarkdown(markdown: string): MarkdownFacts {
  const tokens = parser.parse(markdown, {});
  const seen = new Map<string, number>();
  const inline = tokens.filter(({ type }) => type === 'inline');
  const children = inline.flatMap((token) => token.children ?? []);
  const headings = tokens.flatMap((token, at) => (token.type === 'heading_open' ? [tokens[at + 1]] : []));
  const prose = outOfBoxes(tokens).map(({ children: parts }) =>
    words((parts ?? []).filter(({ type }) => proseTypes.has(type))),
  );
  return {
    anchors: new Set(headings.map((heading) => headingSlug(words(heading?.children ?? []), seen))),
    links: children
      .flatMap((token) => [token.attrGet('href'), token.attrGet('src')])
      .filter((link) => typeof link === 'string'),
    words: prose.join(' ').split(/\s+/).filter(Boolean).length,
    fences: tokens.filter(({ type }) => type === 'fence').map(({ info }) => info.trim()),
  };
}

// Boxes are closed when the page opens: who reads the lesson need not read them.
function outOfBoxes(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter((token) => {
    depth += boxNesting(token);
    return depth === 0 && token.type === 'inline';
  });
}

const proseTypes = new Set(['text', 'code_inline', 'softbreak', 'hardbreak']);

const words = (children: readonly { type: string; content: string }[]): string =>
  children.map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join('');
