import createMarkdownIt from 'markdown-it';
import { headingSlug } from '../../course/heading-slug.ts';

/** What the check wants to know about a Markdown text. */
export interface MarkdownFacts {
  /** Anchors of its headings. */
  readonly anchors: ReadonlySet<string>;
  /** Targets of its links and pictures, as written. */
  readonly links: readonly string[];
  /** Words of prose: without code, questions and tables' rules. */
  readonly words: number;
  /** First lines of its code fences, such as `ts bad`. */
  readonly fences: readonly string[];
}

const parser = createMarkdownIt({ html: false, linkify: false });

export function readMarkdown(markdown: string): MarkdownFacts {
  const tokens = parser.parse(markdown, {});
  const seen = new Map<string, number>();
  const inline = tokens.filter(({ type }) => type === 'inline');
  const children = inline.flatMap((token) => token.children ?? []);
  const headings = tokens.flatMap((token, at) => (token.type === 'heading_open' ? [tokens[at + 1]] : []));
  const prose = inline.map(({ children: parts }) => words((parts ?? []).filter(({ type }) => proseTypes.has(type))));
  return {
    anchors: new Set(headings.map((heading) => headingSlug(words(heading?.children ?? []), seen))),
    links: children
      .flatMap((token) => [token.attrGet('href'), token.attrGet('src')])
      .filter((link) => typeof link === 'string'),
    words: prose.join(' ').split(/\s+/).filter(Boolean).length,
    fences: tokens.filter(({ type }) => type === 'fence').map(({ info }) => info.trim()),
  };
}

const proseTypes = new Set(['text', 'code_inline', 'softbreak', 'hardbreak']);

const words = (children: readonly { type: string; content: string }[]): string =>
  children.map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join('');
