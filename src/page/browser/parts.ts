// The live parts of the page: elements with `data-live`, each rendered by the server.
import { morph } from './morph.ts';

/** Updates put in place so far. */
let put = 0;

/** Returns a function that says whether no update has come since: an answer asked for now may be older than one that has. */
export function quietSinceNow(): () => boolean {
  const before = put;
  return () => put === before;
}

/** Puts a part's new HTML in place, wherever this page shows it. */
export function putPart(key: string, html: string): void {
  put += 1;
  for (const element of document.querySelectorAll(`[data-live="${CSS.escape(key)}"]`)) {
    const template = document.createElement('div');
    template.append(parse(html).body);
    morph(element, template.firstElementChild!);
  }
}

/** Takes over every live part of another rendering of this page. */
export function putAllParts(html: string): void {
  const fresh = parse(html);
  for (const element of document.querySelectorAll('[data-live]')) {
    const other = fresh.querySelector(`[data-live="${CSS.escape(element.getAttribute('data-live') ?? '')}"]`);
    if (other) morph(element, other);
  }
  const revision = fresh.documentElement.dataset['revision'];
  if (revision) document.documentElement.dataset['revision'] = revision;
}

/** Loads this page again in the background and takes over its live parts; again where a newer part came meanwhile. */
export async function loadParts(): Promise<void> {
  const isNewest = quietSinceNow();
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const html = await response.text();
  if (isNewest()) putAllParts(html);
  else await loadParts();
}

/** Says a sentence to a screen reader. */
export function say(sentence: string): void {
  document.querySelector('#said')!.textContent = sentence;
}

const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');
