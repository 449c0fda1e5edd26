// The screen of watch mode: session, view and texts in, lines out. Pure.
import type { Exercise } from '../course/course.ts';
import { exerciseById } from '../course/course.ts';
import { workFile } from '../course/work.ts';
import { progressOf } from '../progress/progress.ts';
import { fileLink } from '../text/file-link.ts';
import { renderMarkdown } from '../text/terminal-markdown.ts';
import { watchText } from './words.ts';
import { keyLines } from './frame-keys.ts';
import { listFrame } from './frame-list.ts';
import { statusLines } from './frame-status.ts';
import { currentWork, workIn, workUnderWay } from './current-work.ts';
import { checkedIn, labelOf, workLabel } from './labels.ts';
import { cutLine, wrapLines, type Look } from './look.ts';
import { nextExercise } from './next-exercise.ts';
import { shownExercise, type Scene } from './scene.ts';
import type { Notice, RunState, SessionState } from './session.ts';
import { resultLines, testLines } from './verdict.ts';

/** The lines of the screen, none wider than it. They may be more than fit: the end matters, and the terminal scrolls. */
export function frame(scene: Scene): string[] {
  const lines = scene.view.list === undefined ? exerciseFrame(scene) : listFrame(scene, scene.view.list);
  return lines.flatMap((line) => cutLine(line, scene.look));
}

function exerciseFrame(scene: Scene): string[] {
  const exercise = shownExercise(scene);
  if (!exercise) return [...statusLines(scene)];
  return [
    ...headLines(scene, exercise),
    '',
    ...noticeLines(scene),
    ...runLines(scene, exercise),
    ...panelLines(scene, exercise),
    '',
    ...statusLines(scene),
    ...keyLines(scene, exercise),
  ];
}

function headLines({ state, look }: Scene, exercise: Exercise): string[] {
  const { label, title } = exercise;
  const passed = state.exercises.filter(({ id }) => progressOf(state.progress, id).state === 'passed').length;
  const done = watchText.progress(passed, state.exercises.length);
  const room = look.columns - `${label} ${title}`.length - done.length;
  const heading = look.paint('bold', `${label} ${title}`);
  const first =
    room >= 2 ? [heading + ' '.repeat(room) + look.paint('dim', done)] : [...wrapLines(heading, look), done];
  return [...first, look.paint('cyan', fileLink(workFile(exercise, workIn(state, exercise.id)), look.colour))];
}

function noticeLines({ state, look }: Scene): string[] {
  if (!state.notice) return [];
  const style = state.notice.kind === 'failed' || state.notice.kind === 'file-deleted' ? 'red' : 'magenta';
  return [...wrapLines(look.paint(style, noticeText(state.notice, state)), look), ''];
}

/** A notice as a sentence. */
export function noticeText(notice: Notice, state: SessionState): string {
  const { notices } = watchText;
  switch (notice.kind) {
    case 'selected-by-save':
      return notices.selectedBySave(labelOf(state, notice.exercise));
    case 'also-checked':
      return notices.alsoChecked(checkedIn(state, notice));
    case 'many-saved':
      return notices.manySaved(labelOf(state, notice.exercise));
    case 'file-deleted':
      return notices.fileDeleted;
    case 'was-reset':
      return notices.wasReset(notice.kept === true);
    case 'was-undone':
      return notices.wasUndone(notice.kept === true);
    case 'no-more-hints':
      return notices.noMoreHints;
    case 'last-one':
      return notices.lastOne;
    case 'all-done':
      return notices.allDone;
    case 'failed':
      return notice.detail ?? '';
  }
}

function runLines(scene: Scene, exercise: Exercise): string[] {
  const { state, look } = scene;
  // The page may run another exercise than the one that is shown here, and so may a save of several files.
  const work = workUnderWay(state);
  const elsewhere = work !== undefined && work !== currentWork(state);
  const beside = elsewhere ? ['', look.paint('dim', watchText.runningBeside(workLabel(state, work)))] : [];
  return [...ownRunLines(scene, exercise), ...beside];
}

function ownRunLines(scene: Scene, exercise: Exercise): string[] {
  const { state, look } = scene;
  const work = workIn(state, exercise.id);
  const run = state.run.status !== 'idle' && state.run.work === work ? state.run : undefined;
  if (run?.status === 'waiting') return wrapLines(watchText.waiting, look);
  if (run?.status === 'running') return runningLines(scene, run);
  const result = state.results[work];
  if (!result) return state.deleted.includes(work) ? [] : untriedLines(scene, exercise);
  return [...resultLines(result, exercise.requirements, look), ...(result.status === 'passed' ? goOnLines(scene) : [])];
}

function untriedLines({ look, view }: Scene, { task }: Exercise): string[] {
  const shown = view.panel === 'none' ? [...renderMarkdown(task, look).split('\n'), ''] : [];
  return [...shown, ...wrapLines(look.paint('dim', watchText.untried), look)];
}

// What happened before is on the page; here it would push the tests away.
const mostPhases = 6;

// Tests of the run before that have no new verdict yet keep their place, so that the screen stays calm.
function runningLines({ state, look }: Scene, run: Extract<RunState, { status: 'running' }>): string[] {
  const known = new Set(run.tests.map(({ id }) => id));
  const awaited = (state.results[run.work]?.tests ?? []).filter(({ id }) => !known.has(id));
  return [
    ...run.tests.flatMap((test) => testLines(test, look)),
    ...awaited.flatMap(({ title }) => wrapLines(look.paint('dim', `· ${title}`), look)),
    ...(run.phases ?? [])
      .slice(-mostPhases)
      .flatMap((phase) => wrapLines(look.paint('magenta', watchText.phase(phase)), look)),
    '',
    look.paint('dim', watchText.running),
  ];
}

/** What to do after a pass. */
export function goOnLines({ state, course, look }: Scene): string[] {
  const following = nextExercise(state.exercises, state.progress, state.current);
  const next = exerciseById(course, following);
  return next ? wrapLines(watchText.moveOn(next.label, next.title), look) : [];
}

/** What is open under the verdict. */
export function panelLines(scene: Scene, exercise: Exercise): string[] {
  const { view, look, state } = scene;
  switch (view.panel) {
    case 'none':
      return [];
    case 'task':
      return ['', ...renderMarkdown(exercise.task, look).split('\n')];
    case 'hints':
      return hintLines(exercise, progressOf(state.progress, exercise.id).hintsShown, look);
    case 'confirm-solution':
      return ['', ...wrapLines(look.paint('magenta', watchText.confirmSolution), look)];
    case 'solution':
      return ['', ...(scene.solution ?? '').split('\n')];
  }
}

function hintLines({ hints }: Exercise, shown: number, look: Look): string[] {
  if (hints.length === 0) return ['', watchText.noHints];
  return hints.slice(0, shown).flatMap((hint, at) => [
    '',
    look.paint('bold', watchText.hintHeading(at + 1, hints.length)),
    ...renderMarkdown(hint, { ...look, columns: look.columns - 2 })
      .split('\n')
      .map((line) => `  ${line}`),
  ]);
}
