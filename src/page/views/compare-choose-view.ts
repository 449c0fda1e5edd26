import { choose, filesOf, type Advised, type Findings } from '../../comparison/advice/choose.ts';
import { text as words } from '../../comparison/advice/words.ts';
import { languages, wantedFeatures, type Needs } from '../../comparison/advice/needs.ts';
import { thenAndNow } from '../../comparison/advice/then-and-now.ts';
import { wayOut } from '../../comparison/advice/way-out.ts';
import { loadChapterTable } from '../../comparison/tables/chapter.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';

const asked: Needs = { language: 'node', features: [], native: true, maintained: true, first: 'throughput' };

/** The questions as a form, and the answer below it once they are sent. */
export function chooseView(findings: Findings, needs: Needs | undefined): Html {
  return html`<section id="choose">
    <h2>${text.compare.choose}</h2>
    ${form(needs ?? asked)} ${needs ? answer(findings, needs) : nothing}
  </section>`;
}

function form(needs: Needs): Html {
  const yesOrNo = [
    ['yes', words.yes],
    ['no', words.no],
  ] as const;
  const { questions, firsts } = words;
  return html`<form class="choose" method="get" action="/compare#choose">
    ${select(
      'language',
      questions.language,
      languages.map((name) => [name, words.language(name)]),
      needs.language,
    )}
    <fieldset>
      <legend>${text.compare.needs}</legend>
      ${wantedFeatures.map(
        (name) =>
          html`<label
            ><input type="checkbox" name="need" value="${name}" ${needs.features.includes(name) ? 'checked' : ''} />
            ${words.feature(name)}</label
          >`,
      )}
    </fieldset>
    ${select('native', questions.native, yesOrNo, needs.native ? 'yes' : 'no')}
    ${select('maintained', questions.maintained, yesOrNo, needs.maintained ? 'yes' : 'no')}
    ${select('first', questions.first, Object.entries(firsts), needs.first)}
    <button class="primary">${text.compare.ask}</button>
  </form>`;
}

const select = (name: string, label: string, choices: readonly (readonly [string, string])[], chosen: string): Html =>
  html`<label class="pick"
    >${label}
    <select name="${name}">
      ${choices.map(
        ([value, shown]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${shown}</option>`,
      )}
    </select></label
  >`;

function answer(findings: Findings, needs: Needs): Html {
  const advice = choose(needs, findings);
  const [best, ...rest] = advice.ranking;
  const chapter = thenAndNow(needs, advice, loadChapterTable());
  return html`<div class="advice">
    <h3>${best ? words.answer(best.client.name) : words.nobody}</h3>
    ${best ? reasons(best.reasons) : nobody(needs, findings)} ${list(words.next, rest)}
    ${list(words.excluded, advice.excluded)} ${chapter.map((line) => html`<p>${line}</p>`)}
    <p class="muted">${words.from(filesOf(findings))}</p>
  </div>`;
}

function nobody(needs: Needs, findings: Findings): Html {
  const { said, ways } = wayOut(needs, findings);
  return html`<p>${said}</p>
    ${ways.length > 0 ? reasons(ways) : nothing}`;
}

const reasons = (all: readonly string[]): Html =>
  html`<ul>
    ${all.map((reason) => html`<li>${reason}</li>`)}
  </ul>`;

const list = (title: string, all: readonly Advised[]): Html =>
  all.length === 0
    ? nothing
    : html`<h4>${title}</h4>
        <dl>
          ${all.map(
            (advised) =>
              html`<dt>${advised.client.name}</dt>
                <dd>${reasons(advised.reasons)}</dd>`,
          )}
        </dl>`;
