// Watch mode without movement: for pipes, screen readers and --plain, every event that matters is a line or two, in order.
import { solutionOf } from '../course/answer.ts';
import { exerciseById, type Course, type Requirement } from '../course/course.ts';
import { workFile } from '../course/work.ts';
import type { Result } from '../grading/result.ts';
import { attemptsAt } from '../progress/progress.ts';
import { fileLink } from '../text/file-link.ts';
import { renderMarkdown } from '../text/terminal-markdown.ts';
import { watchText } from './words.ts';
import { goOnLines, noticeText, panelLines } from './frame.ts';
import type { Scene } from './scene.ts';
import { listRows } from './frame-list.ts';
import { brokerText } from './frame-status.ts';
import { listenToKeys } from './keyboard.ts';
import { workIn } from './current-work.ts';
import { workLabel } from './labels.ts';
import type { Look } from './look.ts';
import type { OpenSession } from './open-session.ts';
import { pageStep, type SessionEvent, type SessionState, type SetupStepState } from './session.ts';
import { untilEnded } from './show-screen.ts';
import { summaryLines, testLines } from './verdict.ts';
import { followSession, plainView, press, type View } from './view.ts';

export interface Log {
  readonly stdin: NodeJS.ReadStream;
  readonly look: Look;
  readonly print: (line: string) => void;
}

/** Tells the session line by line until the learner leaves it or the signal aborts. Keys work where input is a terminal. */
export async function showLog(open: OpenSession, { stdin, look, print }: Log, signal: AbortSignal): Promise<void> {
  const { session, course } = open;
  let view: View = plainView;
  const scene = (state: SessionState): Scene => ({
    state,
    view,
    course: course(),
    look,
    solution: solutionPath(course(), state.current),
  });
  const say = (lines: readonly string[]) => {
    for (const line of lines) print(line);
  };
  say([...currentLines(scene(session.state)), stdin.isTTY ? watchText.plain.keys : watchText.plain.noKeys]);
  const { notice, broker } = session.state;
  say([...(notice ? [noticeText(notice, session.state)] : []), brokerText(broker)]);
  const unsubscribe = session.subscribe((after, event, before) => {
    view = followSession(view, before, after);
    say(narrate(scene(after), event, before));
  });
  const keys = listenToKeys(stdin, (key) => {
    const pressed = press(view, session.state, key);
    const opened = pressed.view;
    for (const event of pressed.events) session.dispatch(event);
    if (opened.list !== view.list && opened.list !== undefined) {
      const rows = listRows(scene(session.state), opened.list);
      say(view.list === undefined ? rows.lines : [rows.lines[rows.cursor] ?? '']);
    }
    view = opened;
    const exercise = exerciseById(course(), session.state.current);
    if (exercise) say(panelLines(scene(session.state), exercise));
  });
  await untilEnded(open, signal);
  unsubscribe();
  keys[Symbol.dispose]();
  print(watchText.plain.ended);
}

function solutionPath(course: Course, current: string | undefined): string | undefined {
  const exercise = exerciseById(course, current);
  return exercise && solutionOf(exercise)?.path;
}

/** What an event has to say. Pure. */
export function narrate(scene: Scene, event: SessionEvent, before: SessionState): string[] {
  const { state } = scene;
  return [
    ...(state.current === before.current ? [] : ['', ...currentLines(scene)]),
    ...(state.notice && state.notice !== before.notice ? [noticeText(state.notice, state)] : []),
    ...(state.broker.status === before.broker.status ? [] : brokerLines(state)),
    ...setupLines(event, before),
    ...runLines(scene, event, before),
  ];
}

function currentLines({ state, course, look }: Scene): string[] {
  const exercise = exerciseById(course, state.current);
  if (!exercise) return [];
  const { label, title, task } = exercise;
  const work = workIn(state, exercise.id);
  const head = [
    watchText.plain.start(label, title),
    watchText.plain.file(fileLink(workFile(exercise, work), look.colour)),
  ];
  const tried = attemptsAt(state.progress, work) > 0;
  return tried ? head : [...head, '', renderMarkdown(task, look), ''];
}

const brokerLines = ({ broker }: SessionState): string[] =>
  broker.status === 'failed' ? [brokerText(broker), `${watchText.next} ${broker.next}`] : [brokerText(broker)];

// Progress within a step is for those who see it move.
function setupLines(event: SessionEvent, before: SessionState): string[] {
  if (event.type !== 'setup') return [];
  const { name, status, detail } = event.step;
  const was: SetupStepState['status'] | undefined = before.setup.find((step) => step.name === name)?.status;
  if (was === status) return [];
  if (name === pageStep && status === 'ready') return [watchText.page(detail)];
  if (status === 'failed') return [watchText.setup.failed(name, detail)];
  // What was there before is not worth a line.
  if (status === 'ready' && was === 'running') return [watchText.setup.ready(name)];
  return status === 'running' ? [watchText.setup.running(name, detail)] : [];
}

function runLines(scene: Scene, event: SessionEvent, before: SessionState): string[] {
  const { state, look } = scene;
  const { run } = state;
  if (event.type === 'test-finished') return run === before.run ? [] : testLines(event.test, look);
  if (event.type === 'phase') return run === before.run ? [] : [watchText.phase(event.phase)];
  if (run === before.run) return [];
  // A run may end and the next one begin with one event.
  const ended = event.type === 'run-finished' ? summaryLines(event.result, askedBy(scene, event.result), look) : [];
  if (run.status === 'running') return [...ended, '', watchText.plain.running(workLabel(state, run.work))];
  const passed = run.status === 'finished' && run.result.status === 'passed';
  return [...ended, ...(passed ? goOnLines(scene) : [])];
}

const askedBy = ({ course }: Scene, result: Result): readonly Requirement[] =>
  exerciseById(course, result.exercise)?.requirements ?? [];
