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
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import { fenced } from '../markdown/markdown.ts';
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
    <article class="text code-wide">
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
  const answer = withoutRegions(readFileSync(path, 'utf8'));
  const yours = existsSync(stub) ? readFileSync(stub, 'utf8') : '';
  return html`<p class="lead">${text.solution.lead}</p>
    ${solutionsOf(exercise).length > 1 ? clientSwitch(exercise, client) : nothing}
    <h2>${text.solution.difference}</h2>
    ${await difference(deps, yours, answer)}
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

// Marks that lessons cut by say nothing to a learner.
const withoutRegions = (source: string): string => source.replace(/^[ \t]*\/\/ #(?:end)?region\b.*\n/gm, '');

async function difference(deps: PageDeps, yours: string, answer: string): Promise<Html> {
  const changes = diffLines(yours, answer, { ignoreNewlineAtEof: true });
  if (changes.every(({ added, removed }) => !added && !removed)) return html`<p>${text.solution.same}</p>`;
  const [old, fresh] = await Promise.all([yours, answer].map((source) => deps.markdown.code(source)));
  let [atOld, atFresh] = [0, 0];
  const lines = changes.flatMap(({ added, removed, count }) => {
    const kind = added ? 'added' : removed ? 'removed' : 'same';
    const shown = removed ? old?.slice(atOld, atOld + count) : fresh?.slice(atFresh, atFresh + count);
    atOld += added ? 0 : count;
    atFresh += removed ? 0 : count;
    return (shown ?? []).map((line) => diffLine(kind, line));
  });
  return html`<pre
    class="code diff"
    tabindex="0"
    role="group"
    aria-label="${text.solution.difference}"
  ><code>${lines}</code></pre>`;
}

// `line` is coloured HTML.
function diffLine(kind: 'added' | 'removed' | 'same', line: string): Html {
  const said = kind === 'same' ? nothing : html`<span class="visually-hidden">${text.solution[kind]}: </span>`;
  return html`<span class="row ${kind}">${said}${raw(line)} </span>`;
}

async function code(deps: PageDeps, source: string): Promise<Html> {
  const { pieces } = await deps.markdown.render(fenced(source.trimEnd()), 'solutions');
  return html`${pieces.map((piece) => ('html' in piece ? raw(piece.html) : nothing))}`;
}

async function wrongAnswer(deps: PageDeps, wrong: WrongAnswer): Promise<Html> {
  const source = withoutHeader(readFileSync(wrong.path, 'utf8'));
  return html`<details class="wrong">
    <summary>${wrong.name.replaceAll('-', ' ')}</summary>
    <p>${text.solution.rejected} <code>${wrong.expect}</code></p>
    ${await code(deps, source)}
  </details>`;
}
