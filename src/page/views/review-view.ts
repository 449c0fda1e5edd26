import type { Course, Question } from '../../course/course.ts';
import { questionsOf } from '../../course/questions.ts';
import { lastAnswer } from '../../progress/progress.ts';
import { answersBefore, dueQuestions } from '../../progress/review.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { questionView } from './question-view.ts';

/** The questions that were due at this time, with the answers given since. */
export function reviewView(deps: PageDeps, course: Course, since: number): Html {
  const questions = questionsOf(course);
  const { progress } = deps.session.state;
  const due = dueQuestions([...questions.keys()], answersBefore(progress, since), since);
  return html`<article class="text">
    <header>
      <h1>${text.review.title}</h1>
      <p class="lead">${due.length ? text.review.lead : text.review.nothing}</p>
    </header>
    ${due.map((key) => asked(key, questions.get(key), deps, since))}
    ${due.length ? html`<p><a class="button" href="/review">${text.review.more}</a></p>` : nothing}
  </article>`;
}

function asked(key: string, question: Question | undefined, deps: PageDeps, since: number): Html {
  if (!question) return nothing;
  const answer = lastAnswer(deps.session.state.progress, key);
  const isNew = answer?.at != null && Date.parse(answer.at) >= since;
  const review = new Date(since).toISOString();
  return html`<div data-live="question:${key}">
    ${questionView(key, question, isNew ? answer : undefined, {
      markdown: deps.markdown,
      learner: deps.learner,
      review,
    })}
  </div>`;
}

/** The way to the review, where questions are due. */
export function reviewLink(deps: Pick<PageDeps, 'session' | 'now'>, course: Course): Html {
  const due = dueQuestions([...questionsOf(course).keys()], deps.session.state.progress, deps.now());
  return due.length ? html`<a class="button" href="/review">${text.review.link(due.length)}</a>` : nothing;
}
