import { WorkbookError } from '../../workbook-error.ts';
import { text } from '../words.ts';
import { html, type Html } from '../html.ts';

/** A page that is not there. */
export function notFoundView(): Html {
  return html`<h1>${text.errors.notFound}</h1>
    <p><a class="button" href="/">${text.errors.notFoundNext}</a></p>`;
}

/** What went wrong, in one sentence, and what to do about it. */
export function errorView(error: unknown): Html {
  const known = error instanceof WorkbookError;
  return html`<h1>${known ? error.message : text.errors.broken}</h1>
    <p><strong>${text.errors.next}:</strong> ${known ? error.next : text.errors.brokenNext}</p>`;
}
