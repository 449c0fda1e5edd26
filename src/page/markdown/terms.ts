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

/** Links the first use of each term. Changes the tokens. */
export function linkTerms(tokens: readonly Token[], terms: readonly Term[], make: NewToken): void {
  const open = new Map(terms.map((term) => [term.word.toLowerCase(), term]));
  let isHeading = false;
  for (const token of tokens) {
    if (token.type === 'heading_open') isHeading = true;
    if (token.type === 'heading_close') isHeading = false;
    if (token.type === 'inline' && !isHeading && token.children) token.children = linked(token.children, open, make);
  }
}

function linked(children: readonly Token[], open: Map<string, Term>, make: NewToken): Token[] {
  let links = 0;
  let bold = 0;
  return children.flatMap((token) => {
    if (token.type === 'link_open' || token.type === 'link_close') links += token.nesting;
    if (token.type === 'strong_open' || token.type === 'strong_close') bold += token.nesting;
    if (token.type === 'text' && bold > 0) explain(token.content, open);
    return token.type === 'text' && links + bold === 0 ? split(token, open, make) : [token];
  });
}

// From here on the reader knows it.
function explain(bold: string, open: Map<string, Term>): void {
  const spelling = bold.toLowerCase();
  open.delete(spelling);
  open.delete(spelling.replace(/s$/, ''));
}

// The longest of the words that begin at a place is meant: "committed offset" is not "offset".
function split(token: Token, open: Map<string, Term>, make: NewToken): Token[] {
  if (open.size === 0) return [token];
  const words = [...open.keys()].toSorted((one, other) => other.length - one.length).map((each) => RegExp.escape(each));
  const found = new RegExp(`(?<![\\p{L}\\p{N}_.-])(${words.join('|')})(s?)(?![\\p{L}\\p{N}_-]|\\.\\p{L})`, 'iu').exec(
    token.content,
  );
  const term = found && open.get(found[1]!.toLowerCase());
  if (!found || !term) return [token];
  open.delete(term.word.toLowerCase());
  const end = found.index + found[0].length;
  const [before, after] = [token.content.slice(0, found.index), token.content.slice(end)];
  return [text(make, before), ...link(make, term, found[0]), ...split(text(make, after), open, make)];
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
