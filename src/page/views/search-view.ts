import type { Word } from '../../course/word-list.ts';
import type { Found, Search } from '../search.ts';
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import { escapeHtml } from '../markdown/escape-html.ts';

/** The results for a query, or the empty search page with what can be looked up. */
export function searchView(query: string, search: Search): Html {
  return html`<h1>${text.searching.title}</h1>
    <form class="big-search" action="/search" role="search" aria-label="${text.searching.label}">
      <input
        type="search"
        name="q"
        value="${query}"
        aria-label="${text.searching.label}"
        placeholder="${text.searching.placeholder}"
        autocomplete="off"
      />
      <button>${text.search}</button>
    </form>
    <div id="results" role="region" aria-live="polite" aria-label="${text.searching.results}">
      ${resultsView(query, search)}
    </div>`;
}

/** The results alone; without a query the words that the course explains. */
export function resultsView(query: string, search: Search): Html {
  if (!query) {
    return html`${wordLinks(text.searching.words, search.words)}
      <p><a href="/glossary">${text.glossary.title}</a></p>`;
  }
  const { word, found, hasAll, suggestions } = search(query);
  return html`${word ? meaning(word) : nothing} ${wordLinks(text.searching.suggestions, suggestions)}
    ${hasAll ? nothing : html`<p>${text.searching.none(query)}</p>`}
    ${found.length ? html`<p class="muted">${text.searching.found(found.length, hasAll)}</p>` : nothing}
    <ol class="found">
      ${found.map(foundItem)}
    </ol>`;
}

function meaning({ word, also, means }: Word): Html {
  const others = also.length ? html` <span class="muted">${text.searching.also(also)}</span>` : nothing;
  return html`<div class="meaning">
    <p><dfn>${word}</dfn>${others}</p>
    <p>${means}</p>
  </div>`;
}

function wordLinks(title: string, words: readonly string[]): Html {
  if (words.length === 0) return nothing;
  return html`<div class="words">
    <p class="muted">${title}</p>
    <ul>
      ${words.map((word) => html`<li><a href="/search?q=${encodeURIComponent(word)}">${word}</a></li>`)}
    </ul>
  </div>`;
}

const foundItem = ({ href, title, where, excerpt, terms }: Found): Html =>
  html`<li>
    <a href="${href}">${mark(title, terms)}</a> <span class="muted">${where}</span>
    <p>${mark(excerpt, terms)}</p>
  </li>`;

// The words that were found, marked; everything else escaped.
function mark(line: string, terms: readonly string[]): Html {
  const words = terms.filter((term) => /^[\p{L}\p{N}_.-]+$/u.test(term)).map((term) => term.replace(/[.]/g, '\\.'));
  if (words.length === 0) return html`${line}`;
  const parts = line.split(new RegExp(`(${words.join('|')})`, 'iu'));
  return raw(parts.map((part, at) => (at % 2 ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part))).join(''));
}
