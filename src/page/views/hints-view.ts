import type { Exercise } from '../../course/course.ts';
import { progressOf } from '../../progress/progress.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import type { Rendered } from '../markdown/rendered.ts';

/** The hints opened so far, and a button for the next one. */
export async function hintsView(deps: PageDeps, exercise: Exercise): Promise<Html> {
  const all = exercise.hints.length;
  if (all === 0) return nothing;
  const shown = Math.min(all, progressOf(deps.session.state.progress, exercise.id).hintsShown);
  const folder = `exercises/${exercise.chapter}`;
  const hints = await Promise.all(exercise.hints.slice(0, shown).map((hint) => deps.markdown.render(hint, folder)));
  return html`<section class="hints" aria-labelledby="hints-title">
    <h2 id="hints-title">${text.exercise.hints}</h2>
    <ol>
      ${hints.map((hint, index) => hintItem(hint, index + 1, all))}
    </ol>
    ${
      shown < all
        ? html`<form method="post" action="/exercises/${exercise.id}/hint" data-enhance>
            <button>${text.exercise.showHint(shown + 1, all)}</button>
          </form>`
        : html`<p class="muted">${text.exercise.noMoreHints}</p>`
    }
  </section>`;
}

function hintItem(hint: Rendered, number: number, all: number): Html {
  return html`<li data-key="hint-${number}">
    <h3>${text.exercise.hint(number, all)}</h3>
    ${hint.pieces.map((piece) => ('html' in piece ? raw(piece.html) : nothing))}
  </li>`;
}
