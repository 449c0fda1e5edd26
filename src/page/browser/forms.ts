// Forms marked `data-enhance` are sent in the background: the answer is the page that the plain form would lead to, of which
// the live parts are taken over.
import { loadParts, putAllParts, quietSinceNow } from './parts.ts';

/** Starts to look after the forms of this page, also those that come later. */
export function enhanceForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !('enhance' in form.dataset)) return;
    event.preventDefault();
    void send(form, event.submitter);
  });
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value);
  form.setAttribute('aria-busy', 'true');
  try {
    const isNewest = quietSinceNow();
    const response = await fetch(form.action, { method: 'POST', body });
    const here = new URL(response.url).pathname === location.pathname;
    const html = response.ok && here ? await response.text() : undefined;
    if (html !== undefined && isNewest()) putAllParts(html);
    else await loadParts();
  } finally {
    form.removeAttribute('aria-busy');
  }
}
