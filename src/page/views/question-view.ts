import { inOrderOf } from '../../course/choice-order.ts';
import type { Question } from '../../course/course.ts';
import type { Answered } from '../../progress/progress.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import { icon } from './icons.ts';

type Deps = Pick<PageDeps, 'markdown' | 'learner'> & {
  /** The review that it is asked in, by its time. */
  readonly review?: string;
};

/** A question to predict: choices to pick from, or, once answered, what is right and why each choice is or is not. */
export function questionView(key: string, question: Question, answer: Answered | undefined, deps: Deps): Html {
  const name = anchor(key);
  return html`<section class="question" aria-labelledby="${name}">
    <p class="tag" aria-hidden="true">${text.question.label}</p>
    <h3 class="ask" id="${name}">
      <span class="visually-hidden">${text.question.label}: </span>${raw(deps.markdown.inline(question.ask))}
    </h3>
    ${answer ? answered(key, question, answer, deps) : unanswered(key, question, deps)}
  </section>`;
}

/** Where on its lesson's page a question stands. */
export const anchor = (key: string): string => `q-${key.split('/')[1]}`;

function unanswered(key: string, question: Question, { markdown, learner, review }: Deps): Html {
  return html`<form method="post" action="/questions/${key}" data-enhance>
    ${review === undefined ? nothing : html`<input type="hidden" name="review" value="${review}" />`}
    <fieldset>
      <legend class="visually-hidden">${text.question.choices}</legend>
      ${inOrderOf(question, learner).choices.map(
        (choice) =>
          html`<label
            ><input type="radio" name="choice" value="${choice.id}" required /><span
              >${raw(markdown.inline(choice.say))}</span
            ></label
          >`,
      )}
    </fieldset>
    <button>${text.question.check}</button>
  </form>`;
}

function answered(key: string, question: Question, answer: Answered, { markdown, learner }: Deps): Html {
  const [chapter] = key.split('/');
  const verdict = answer.right ? text.question.right : text.question.wrong;
  return html`<p class="said ${answer.right ? 'pass' : 'fail'}">${icon(answer.right ? 'pass' : 'fail')} ${verdict}</p>
    <ul class="choices">
      ${inOrderOf(question, learner).choices.map((choice) => {
        const mine = choice.id === answer.choice;
        const tone = choice.right ? 'right' : mine ? 'wrong' : '';
        return html`<li class="${tone}">
          <p class="say">
            ${choice.right ? icon('pass') : mine ? icon('fail') : html`<span class="icon"></span>`}
            <span class="visually-hidden">${choice.right ? text.question.isRight : text.question.isWrong}: </span
            ><span>${raw(markdown.inline(choice.say))}</span
            >${mine ? html` <em class="mine">${text.question.yours}</em>` : nothing}
          </p>
          <p class="why">${raw(markdown.inline(choice.why))}</p>
        </li>`;
      })}
    </ul>
    <p>
      <a class="quiet small" href="/lessons/${chapter}?again=${question.id}#${anchor(key)}">${text.question.again}</a>
    </p>`;
}
