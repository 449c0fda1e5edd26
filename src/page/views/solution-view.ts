import { existsSync, readFileSync } from 'node:fs';
import { diffLines } from 'diff';
import {
  mainSolution,
  packageOf,
  solutionsOf,
  withoutHeader,
  wrongAnswersOf,
  type Client,
  type WrongAnswer,
} from '../../course/answer.ts';
import type { Course, Exercise } from '../../course/course.ts';
import { solutionIsOpen } from '../../progress/progress.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../en.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import { doorsNav } from './doors.ts';

/** The solution beside what the learner wrote, for each client, and the wrong answers with why they fail. */
export async function solutionView(
  deps: PageDeps,
  course: Course,
  exercise: Exercise,
  client: string | undefined,
): Promise<Html> {
  const { state } = deps.session;
  const chapter = course.chapters.find(({ key }) => key === exercise.chapter)!;
  const open = solutionIsOpen(state.progress, exercise.id);
  return html`${doorsNav(chapter, state, `/exercises/${exercise.id}`)}
    <article class="text">
      <header>
        <p class="tag">${exercise.label} · ${text.doors.solution}</p>
        <h1>${exercise.title}</h1>
        <p class="meta"><a href="/exercises/${exercise.id}">${text.solution.back}</a></p>
      </header>
      ${open ? await answers(deps, exercise, client) : html`<p class="notice">${text.solution.closed}</p>`}
    </article>`;
}

async function answers(deps: PageDeps, exercise: Exercise, wanted: string | undefined): Promise<Html> {
  const { stub } = exercise.files;
  const { path, client } = solutionsOf(exercise).find(({ name }) => name === wanted) ?? mainSolution(exercise);
  const wrong = wrongAnswersOf(exercise);
  const answer = readFileSync(path, 'utf8');
  const yours = existsSync(stub) ? readFileSync(stub, 'utf8') : '';
  return html`<p class="lead">${text.solution.lead}</p>
    ${solutionsOf(exercise).length > 1 ? clientSwitch(exercise, client) : nothing}
    <h2>${text.solution.difference}</h2>
    ${difference(yours, answer)}
    <h2>${text.solution.whole}</h2>
    ${await code(deps, answer)} ${wrong.length ? html`<h2>${text.solution.wrong}</h2>` : nothing}
    ${await Promise.all(wrong.map((each) => wrongAnswer(deps, each)))}`;
}

function clientSwitch(exercise: Exercise, client: Client): Html {
  const link = (to: Client) =>
    html`<a href="/exercises/${exercise.id}/solution?client=${to}" ${client === to ? html`aria-current="true"` : ''}
      >${packageOf(to)}</a
    >`;
  const links = solutionsOf(exercise).map((each) => link(each.client));
  return html`<nav class="switch" aria-label="${text.solution.clients}">${links}</nav>`;
}

function difference(yours: string, answer: string): Html {
  const changes = diffLines(yours, answer, { ignoreNewlineAtEof: true });
  if (changes.every(({ added, removed }) => !added && !removed)) return html`<p>${text.solution.same}</p>`;
  const lines = changes.flatMap(({ added, removed, value }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => diffLine(kind, line));
  });
  return html`<pre
    class="code diff"
    tabindex="0"
    role="group"
    aria-label="${text.solution.difference}"
  ><code>${lines}</code></pre>`;
}

function diffLine(kind: 'added' | 'removed' | 'same', line: string): Html {
  const said = kind === 'same' ? nothing : html`<span class="visually-hidden">${text.solution[kind]}: </span>`;
  return html`<span class="line ${kind}">${said}${line} </span>`;
}

async function code(deps: PageDeps, source: string): Promise<Html> {
  const { pieces } = await deps.markdown.render(fenced(source), 'solutions');
  return html`${pieces.map((piece) => ('html' in piece ? raw(piece.html) : nothing))}`;
}

// Long enough a fence that no source can close it.
const fenced = (source: string): string => `~~~~~~~~ts\n${source.trimEnd()}\n~~~~~~~~`;

async function wrongAnswer(deps: PageDeps, wrong: WrongAnswer): Promise<Html> {
  const source = withoutHeader(readFileSync(wrong.path, 'utf8'));
  return html`<details class="wrong">
    <summary>${wrong.name.replaceAll('-', ' ')}</summary>
    <p>${text.solution.rejected} <code>${wrong.expect}</code></p>
    ${await code(deps, source)}
  </details>`;
}
