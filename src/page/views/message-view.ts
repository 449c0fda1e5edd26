import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { pageLink } from '../markdown/page-link.ts';
import { parseMessage } from '../parse-message.ts';

/** Why a test did not pass: what was expected and what was there, the usual reason, and where to read again. */
export function messageView(message: string): Html {
  const { rest, expected, received, usually, readAgain } = parseMessage(message);
  return html`<div class="why">
    ${rest ? html`<p class="what">${rest}</p>` : nothing}
    ${
      expected === undefined
        ? nothing
        : html`<dl>
            <dt>${text.verdict.expected}</dt>
            <dd><code>${expected}</code></dd>
            <dt>${text.verdict.received}</dt>
            <dd><code>${received}</code></dd>
          </dl>`
    }
    ${usually ? html`<p>${text.verdict.usually} ${usually}</p>` : nothing}
    ${readAgain ? html`<p><a href="${pageLink(readAgain, '')}">${text.exercise.section}</a></p>` : nothing}
  </div>`;
}
