import type { SessionState } from '../../watch/session.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { icon, spinner } from './icons.ts';

const pictures = {
  waiting: () => html`<span class="standing"></span>`,
  running: spinner,
  ready: () => icon('pass'),
  failed: () => icon('error'),
  skipped: () => icon('skipped'),
} as const;

/** The steps of the set-up while any of them is not ready; nothing when all are. */
export function setupView(state: SessionState): Html {
  if (state.setup.every(({ status }) => status === 'ready')) return nothing;
  return html`<section class="setup" aria-labelledby="setup-title">
    <h2 id="setup-title">${text.setup.title}</h2>
    <p class="muted">${text.setup.lead}</p>
    <ul>
      ${state.setup.map(
        ({ name, status, detail }) =>
          html`<li class="${status}" data-key="${name}">
            ${pictures[status]()}<span class="visually-hidden">${text.setup.states[status]}: </span
            ><span class="name">${name}</span> <span class="muted">${detail}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
