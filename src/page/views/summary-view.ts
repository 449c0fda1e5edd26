// What the learner has done, on one sheet that can be printed and kept.
import type { Chapter, Course, Exercise } from '../../course/course.ts';
import { deprecatedIn, exercisesOf } from '../../course/course.ts';
import { lastAnswer, progressOf, type Progress } from '../../progress/progress.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { standingMark } from './course-view.ts';

/** Every chapter with its exercises: how each stands, since when, with how many attempts, hints and points. `now` in milliseconds since 1970. */
export function summaryView(course: Course, progress: Progress, now: number): Html {
  const all = exercisesOf(course);
  const { summary } = text;
  return html`<article class="text summary-sheet">
    <header>
      <h1>${summary.title}</h1>
      <p class="lead">${text.name}, ${summary.on(text.date(now))}</p>
      <p>
        ${summary.all(passedOf(all, progress), all.length, pointsOf(all, progress), mostPoints(all))}
        ${summary.questions(rightAnswers(course, progress), questionsOf(course))}
      </p>
      <p><button type="button" data-print hidden>${summary.print}</button></p>
    </header>
    ${course.chapters.filter(({ exercises }) => exercises.length > 0).map((chapter) => chapterTable(chapter, progress))}
    ${deprecatedTable(course, progress)}
    <p class="muted">${summary.note}</p>
  </article>`;
}

const chapterTable = ({ number, lesson, exercises }: Chapter, progress: Progress): Html =>
  html`<section>
    <h2>${number} ${lesson.title}</h2>
    ${exerciseTable(lesson.title, exercises, progress)}
  </section>`;

/** What was done in exercises that the course has no longer: kept, and counted nowhere. */
function deprecatedTable(course: Course, progress: Progress): Html {
  const begun = deprecatedIn(course).filter(({ id }) => id in progress.exercises);
  const { deprecated, deprecatedNote } = text.summary;
  if (begun.length === 0) return nothing;
  return html`<section>
    <h2>${deprecated}</h2>
    <p class="muted">${deprecatedNote}</p>
    ${exerciseTable(deprecated, begun, progress)}
  </section>`;
}

function exerciseTable(name: string, exercises: readonly Exercise[], progress: Progress): Html {
  const { columns } = text.summary;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${name}">
    <table>
      <thead>
        <tr>
          <th>${columns.exercise}</th>
          <th>${columns.state}</th>
          <th>${columns.passed}</th>
          <th class="number">${columns.attempts}</th>
          <th class="number">${columns.hints}</th>
          <th class="number">${columns.points}</th>
        </tr>
      </thead>
      <tbody>
        ${exercises.map((exercise) => exerciseRow(exercise, progress))}
      </tbody>
    </table>
  </div>`;
}

function exerciseRow({ id, label, title, points }: Exercise, progress: Progress): Html {
  const { state, firstPassedAt, attempts, hintsShown, bestPoints, gaveUp } = progressOf(progress, id);
  return html`<tr>
    <td><a href="/exercises/${id}">${label} ${title}</a></td>
    <td>
      ${standingMark(state)} <span aria-hidden="true">${text.states[state]}</span>
      ${gaveUp && state === 'passed' ? html`<span class="muted">${text.summary.sawSolution}</span>` : nothing}
    </td>
    <td>${firstPassedAt ? text.date(Date.parse(firstPassedAt)) : nothing}</td>
    <td class="number">${attempts || nothing}</td>
    <td class="number">${hintsShown || nothing}</td>
    <td class="number">${bestPoints}/${points}</td>
  </tr>`;
}

const passedOf = (exercises: readonly Exercise[], progress: Progress): number =>
  exercises.filter(({ id }) => progressOf(progress, id).state === 'passed').length;

const pointsOf = (exercises: readonly Exercise[], progress: Progress): number =>
  exercises.reduce((sum, { id }) => sum + progressOf(progress, id).bestPoints, 0);

const mostPoints = (exercises: readonly Exercise[]): number => exercises.reduce((sum, { points }) => sum + points, 0);

const questionsOf = ({ chapters }: Course): number =>
  chapters.reduce((sum, { lesson }) => sum + lesson.questions.length, 0);

const rightAnswers = ({ chapters }: Course, progress: Progress): number =>
  chapters
    .flatMap(({ slug, lesson }) => lesson.questions.map(({ id }) => lastAnswer(progress, `${slug}/${id}`)))
    .filter((answer) => answer?.right).length;

/** The end of a chapter, where its last exercise was passed: what was done, and what comes next. */
export function chapterEndView(course: Course, progress: Progress, exercise: Exercise): Html {
  const at = course.chapters.findIndex(({ key }) => key === exercise.chapter);
  const chapter = course.chapters[at];
  if (!chapter || passedOf(chapter.exercises, progress) < chapter.exercises.length) return nothing;
  const next = course.chapters[at + 1];
  const { exercises, lesson, number } = chapter;
  return html`<section class="chapter-end" data-key="chapter-end" aria-labelledby="chapter-end-title">
    <h2 id="chapter-end-title">${text.summary.chapterDone(number, lesson.title)}</h2>
    <p>${text.summary.chapterSum(exercises.length, pointsOf(exercises, progress), mostPoints(exercises))}</p>
    <div class="ways">
      ${next ? html`<a class="button primary" href="/lessons/${next.slug}">${text.summary.goOn(next.number, next.lesson.title)}</a>` : nothing}
      <a class="button" href="/progress">${text.summary.title}</a>
    </div>
  </section>`;
}
