// A word that the course explains is a link to its meaning where a text first uses it. Not in headings, links and code, and
// not where it stands bold: there the text itself explains it.
import type { Token } from 'markdown-it';
import { headingSlug } from '../../course/heading-slug.ts';

/** A word of the glossary, as the renderer needs it. */
export interface Term {
  readonly word: string;
  readonly means: string;
}

type NewToken = new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;

/** The terms that a text has not used yet, and how any term looks in it. */
interface Search {
  readonly open: Map<string, Term>;
  readonly pattern: RegExp;
  readonly make: NewToken;
}

/** Links the first use of each term. Changes the tokens. */
export function linkTerms(tokens: readonly Token[], terms: readonly Term[], make: NewToken): void {
  if (terms.length === 0) return;
  const open = new Map(terms.map((term) => [term.word.toLowerCase(), term]));
  const search = { open, pattern: patternOf([...open.keys()]), make };
  let isHeading = false;
  for (const token of tokens) {
    if (token.type === 'heading_open') isHeading = true;
    if (token.type === 'heading_close') isHeading = false;
    if (token.type === 'inline' && !isHeading && token.children) token.children = linked(token.children, search);
  }
}

// The longest of the words that begin at a place is meant: "committed offset" is not "offset".
function patternOf(words: readonly string[]): RegExp {
  const longestFirst = words.toSorted((one, other) => other.length - one.length).map((each) => RegExp.escape(each));
  return new RegExp(`(?<![\\p{L}\\p{N}_.-])(${longestFirst.join('|')})s?(?![\\p{L}\\p{N}_-]|\\.\\p{L})`, 'giu');
}

function linked(children: readonly Token[], search: Search): Token[] {
  let links = 0;
  let bold = 0;
  return children.flatMap((token) => {
    if (token.type === 'link_open' || token.type === 'link_close') links += token.nesting;
    if (token.type === 'strong_open' || token.type === 'strong_close') bold += token.nesting;
    if (token.type === 'text' && bold > 0) explain(token.content, search.open);
    return token.type === 'text' && links + bold === 0 ? split(token, search) : [token];
  });
}

// From here on the reader knows it.
function explain(bold: string, open: Map<string, Term>): void {
  const spelling = bold.toLowerCase();
  open.delete(spelling);
  open.delete(spelling.replace(/s$/, ''));
}

function split(token: Token, { open, pattern, make }: Search): Token[] {
  const parts: Token[] = [];
  let at = 0;
  for (const { 0: found, 1: word = '', index } of token.content.matchAll(pattern)) {
    const term = open.get(word.toLowerCase());
    if (!term) continue;
    open.delete(word.toLowerCase());
    parts.push(text(make, token.content.slice(at, index)), ...link(make, term, found));
    at = index + found.length;
  }
  return parts.length === 0 ? [token] : [...parts, text(make, token.content.slice(at))];
}

function text(make: NewToken, content: string): Token {
  return Object.assign(new make('text', '', 0), { content });
}

function link(make: NewToken, { word, means }: Term, content: string): Token[] {
  const opening = new make('link_open', 'a', 1);
  opening.attrSet('href', `/glossary#${headingSlug(word)}`);
  opening.attrSet('class', 'term');
  opening.attrSet('title', means);
  return [opening, text(make, content), new make('link_close', 'a', -1)];
}
