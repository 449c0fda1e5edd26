// The parser for lessons and tasks. Raw HTML stays text. What they hold beyond CommonMark: headings with anchors, code with
// its file's name, mermaid diagrams, GitHub's callouts (`> [!NOTE]`), closed boxes, and the places of questions.
import createMarkdownIt, { type Env, type MarkdownIt, type Token } from 'markdown-it';
import { useClosedBoxes, type ClosedBox } from '../../course/closed-boxes.ts';
import { headingSlug } from '../../course/heading-slug.ts';
import { text } from '../words.ts';
import { calloutRule } from './callouts.ts';
import { escapeHtml } from './escape-html.ts';
import { fenceToHtml, parseFenceInfo } from './fence.ts';
import { pageLink } from './page-link.ts';
import type { Heading } from './rendered.ts';
import { linkTerms, type Term } from './terms.ts';

/** What the parser leaves to others: colours and pictures. */
export interface Drawing {
  /** The code as HTML, escaped, one `<span class="line">` for each line. */
  readonly code: (code: string, language: string) => string;
  /** The diagram as HTML; `id` is its own on the page. */
  readonly diagram: (source: string, id: string) => string;
}

export interface PageEnv extends Env {
  readonly from: string;
  readonly seen: Map<string, number>;
  readonly headings: Heading[];
  readonly terms: readonly Term[];
  diagrams: number;
}

/** What one rendering keeps; `from` is the content folder that links start at, `terms` are linked to the glossary. */
export const newEnv = (from: string, terms: readonly Term[] = []): PageEnv => ({
  from,
  seen: new Map(),
  headings: [],
  diagrams: 0,
  terms,
});

/** Makes a parser; each text needs an environment of its own. */
export function createParser(drawing: Drawing): MarkdownIt {
  const parser = createMarkdownIt({ html: false, linkify: true });
  useClosedBoxes(parser, closedBox);
  parser.core.ruler.after('block', 'callouts', calloutRule);
  parser.core.ruler.push('terms', ({ tokens, env, Token: make }) => linkTerms(tokens, ours(env).terms, make));
  parser.core.ruler.push('links', ({ tokens, env }) => setLinks(tokens, ours(env).from));
  const { rules } = parser.renderer;
  rules['fence'] = (tokens, at, _, env) => fence(tokens[at]!, ours(env), drawing);
  rules['code_block'] = (tokens, at) => fenceToHtml(tokens[at]!.content, '', drawing.code);
  rules['heading_open'] = (tokens, at, _, env) => openHeading(tokens[at]!, tokens[at + 1]!, ours(env));
  rules['heading_close'] = (tokens, at, _, env) => closeHeading(tokens[at]!, ours(env));
  rules['table_open'] = () => '<div class="scroll" tabindex="0" role="group">\n<table>\n';
  rules['table_close'] = () => '</table>\n</div>\n';
  rules['th_open'] = (tokens, at) => openCell(tokens[at]!);
  rules['td_open'] = (tokens, at) => openCell(tokens[at]!);
  return parser;
}

// A column that is set to the right holds numbers. As a class, because the page's content policy refuses inline styles.
function openCell({ tag, attrs }: Token): string {
  const style = attrs?.find(([name]) => name === 'style')?.[1] ?? '';
  const name = /right/.test(String(style)) ? 'number' : /center/.test(String(style)) ? 'middle' : '';
  return name ? `<${tag} class="${name}">` : `<${tag}>`;
}

const isOurs = (env: Env | undefined): env is PageEnv => env !== undefined && env['seen'] instanceof Map;

function ours(env: Env | undefined): PageEnv {
  if (!isOurs(env)) throw new TypeError('markdown-it was called without our environment');
  return env;
}

// Links and pictures are written between files; here they become addresses of the page.
function setLinks(tokens: readonly Token[], from: string): void {
  for (const { children } of tokens) {
    for (const token of children ?? []) {
      if (token.type === 'link_open') token.attrSet('href', pageLink(String(token.attrGet('href')), from));
      if (token.type !== 'image') continue;
      token.attrSet('src', pageLink(String(token.attrGet('src')), from));
      token.attrSet('loading', 'lazy');
    }
  }
}

function closedBox(kind: ClosedBox, part: { title: string } | 'end'): string {
  if (part === 'end') return '</div>\n</details>\n';
  const title = escapeHtml(part.title || text.closedBoxes[kind]);
  return `<details class="closed-box ${kind}"><summary>${title}</summary>\n<div>\n`;
}

function fence(token: Token, env: PageEnv, drawing: Drawing): string {
  const { language } = parseFenceInfo(token.info);
  if (language === 'question') return `<!--question:${/^id:\s*([a-z0-9-]+)/m.exec(token.content)?.[1] ?? ''}-->\n`;
  if (language === 'mermaid') return drawing.diagram(token.content, `d${++env.diagrams}`);
  return fenceToHtml(token.content, token.info, drawing.code);
}

function openHeading(open: Token, inline: Token, env: PageEnv): string {
  const words = (inline.children ?? []).map((child) => child.content).join('');
  const id = headingSlug(words, env.seen);
  env.headings.push({ id, text: words, depth: Number(open.tag.slice(1)) });
  return `<div class="heading"><${open.tag} id="${escapeHtml(id)}">`;
}

function closeHeading(close: Token, env: PageEnv): string {
  const { id, text: words } = env.headings.at(-1)!;
  const label = escapeHtml(text.lesson.anchor(words));
  return `</${close.tag}><a class="anchor" href="#${escapeHtml(id)}" aria-label="${label}">#</a></div>\n`;
}
