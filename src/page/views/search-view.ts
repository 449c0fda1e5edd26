import type { Found } from '../search.ts';
import { text } from '../en.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import { escapeHtml } from '../markdown/escape-html.ts';

/** The results for a query, or the empty search page. */
export function searchView(query: string, found: readonly Found[]): Html {
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
      ${resultsView(query, found)}
    </div>`;
}

/** The results alone. */
export function resultsView(query: string, found: readonly Found[]): Html {
  if (!query) return nothing;
  if (found.length === 0) return html`<p>${text.searching.none(query)}</p>`;
  return html`<p class="muted">${text.searching.found(found.length)}</p>
    <ol class="found">
      ${found.map(
        ({ href, title, where, excerpt, terms }) =>
          html`<li>
            <a href="${href}">${mark(title, terms)}</a> <span class="muted">${where}</span>
            <p>${mark(excerpt, terms)}</p>
          </li>`,
      )}
    </ol>`;
}

// The words that were found, marked; everything else escaped.
function mark(line: string, terms: readonly string[]): Html {
  const words = terms.filter((term) => /^[\p{L}\p{N}_.-]+$/u.test(term)).map((term) => term.replace(/[.]/g, '\\.'));
  if (words.length === 0) return html`${line}`;
  const parts = line.split(new RegExp(`(${words.join('|')})`, 'iu'));
  return raw(parts.map((part, at) => (at % 2 ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part))).join(''));
}
