import type { SessionState } from '../../watch/session.ts';
import type { Requirement } from '../../setup/doctor/requirement.ts';
import type { DoctorState } from '../doctor-runs.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { icon, spinner } from './icons.ts';
import { setupView } from './setup-view.ts';

const pictures = { ok: 'pass', missing: 'error', broken: 'fail' } as const;

/** Every requirement with its state and the fix, as the terminal's doctor prints them. */
export function doctorView(doctor: DoctorState, state: SessionState): Html {
  return html`<h1>${text.doctor.title}</h1>
    <p class="lead">${text.doctor.lead}</p>
    <div data-live="setup">${setupView(state)}</div>
    <div data-live="doctor" aria-live="polite">${checksView(doctor)}</div>
    <p><a class="button" href="/doctor">${text.doctor.again}</a></p>`;
}

/** What the last examination found, and whether another is at work. */
export function checksView({ checks, running }: DoctorState): Html {
  const bad = (checks ?? []).filter(({ status }) => status !== 'ok');
  const needed = bad.filter((check) => check.needed).length;
  const summary = html`${icon(needed ? 'fail' : 'pass')} ${text.doctor.summary(needed, bad.length - needed)}`;
  return html`<p class="summary">${running || !checks ? html`${spinner()} ${text.doctor.checking}` : summary}</p>
    <ul class="checks">
      ${(checks ?? []).map(checkItem)}
    </ul>`;
}

function checkItem({ name, status, detail, fix, needed }: Requirement): Html {
  const optional = !needed && status !== 'ok';
  const said = optional ? text.doctor.notNeeded(text.doctor[status]) : text.doctor[status];
  return html`<li class="${status}">
    ${icon(optional ? 'skipped' : pictures[status])}
    <div>
      <p><strong>${name}</strong> <span class="tag ${optional ? '' : status}">${said}</span></p>
      <p class="muted">${detail}</p>
      ${fix ? html`<p class="fix"><span class="muted">${text.doctor.fix}:</span> ${fix}</p>` : nothing}
    </div>
  </li>`;
}
