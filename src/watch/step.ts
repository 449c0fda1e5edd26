// What each event does to the session. Pure: no clock, no disk, no broker, no terminal.
import type { ExerciseId } from '../course/course.ts';
import { isVerdict } from '../grading/result.ts';
import { workOf, type WorkKey } from '../course/work.ts';
import { applyToProgress, attemptsAt, progressOf, type ProgressEvent } from '../progress/progress.ts';
import { chooseLanguage, currentWork, workIn } from './current-work.ts';
import { nextExercise } from './next-exercise.ts';
import { endTurn, nextQueued, queueOthers, shownAfterSave } from './saved-together.ts';
import type { BrokerState, Effect, ExerciseOutline, Notice, SessionEvent, SessionState, Step } from './session.ts';

type Of<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

/** The state after an event, and what has to be done about it. */
export function step(before: SessionState, event: SessionEvent): Step {
  const state = isAsked(event) ? { ...before, notice: undefined } : before;
  switch (event.type) {
    case 'select':
      return select(state, event.exercise);
    case 'run':
      return withWork(state, event, (work) => run(state, work));
    case 'next':
      return next(state);
    case 'hint':
      return withExercise(state, event, hint);
    case 'reset':
      return withWork(state, event, (work) => effects(state, { type: 'restore-stub', work }));
    case 'undo-reset':
      return withWork(state, event, (work) => effects(state, { type: 'bring-back-attempt', work }));
    case 'skip':
      return withExercise(state, event, skip);
    case 'give-up':
      return withExercise(state, event, (exercise) => record(state, { type: 'gave-up', exercise }));
    case 'answer':
      return record(state, { ...event, type: 'answered' });
    case 'quit':
      return then(abort({ ...state, ended: true }), (ended) => effects(ended, { type: 'end' }));
    case 'files-saved':
      return saved(state, event);
    case 'file-deleted':
      return deleted(state, event.work);
    case 'course-read':
      return courseRead(state, event.exercises);
    case 'progress-read':
      return only({ ...state, progress: event.progress });
    case 'test-finished':
      return testFinished(state, event);
    case 'phase':
      return phaseReached(state, event);
    case 'run-finished':
      return runFinished(state, event);
    case 'run-failed':
      return runFailed(state, event);
    case 'was-reset':
    case 'was-undone':
      return restored(state, event);
    case 'effect-failed':
      return tell(state, { kind: 'failed', detail: event.detail });
    case 'broker':
      return broker(state, event.broker);
    case 'setup':
      return only({ ...state, setup: [...state.setup.filter(({ name }) => name !== event.step.name), event.step] });
  }
}

const only = (state: SessionState): Step => ({ state, effects: [] });
const effects = (state: SessionState, ...wanted: Effect[]): Step => ({ state, effects: wanted });
const tell = (state: SessionState, notice: Notice): Step => only({ ...state, notice });

function then(first: Step, continueWith: (state: SessionState) => Step): Step {
  const second = continueWith(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

const asked = new Set(['select', 'run', 'next', 'hint', 'reset', 'undo-reset', 'skip', 'give-up', 'answer']);

// A notice stays until the learner does the next thing.
const isAsked = (event: SessionEvent): boolean => asked.has(event.type);

function record(state: SessionState, event: ProgressEvent): Step {
  return effects({ ...state, progress: applyToProgress(state.progress, event) }, { type: 'save-progress', event });
}

function withExercise(
  state: SessionState,
  event: { readonly exercise?: ExerciseId },
  act: (exercise: ExerciseId, state: SessionState) => Step,
): Step {
  const exercise = event.exercise ?? state.current;
  return exercise === undefined ? only(state) : act(exercise, state);
}

const withWork = (state: SessionState, event: { exercise?: ExerciseId }, act: (work: WorkKey) => Step): Step =>
  withExercise(state, event, (exercise) => act(workIn(state, exercise)));

// An exercise that was never tried is shown with its task, not with a wall of failures.
function select(state: SessionState, exercise: ExerciseId): Step {
  if (!state.exercises.some(({ id }) => id === exercise)) return only(state);
  const selected = record({ ...state, current: exercise }, { type: 'selected', exercise });
  const work = workIn(state, exercise);
  const tried = attemptsAt(state.progress, work) > 0;
  return then(selected, (after) => (tried ? run(after, work) : then(abort(after), goOn)));
}

function run(state: SessionState, work: WorkKey): Step {
  return then(abort(state), (idle) => {
    if (idle.deleted.includes(work)) return tell(idle, { kind: 'file-deleted', exercise: workOf(work).exercise });
    const { status } = idle.broker;
    const waiting: SessionState = { ...idle, run: { status: 'waiting', work } };
    if (status === 'failed') return effects({ ...waiting, broker: { status: 'starting' } }, { type: 'find-broker' });
    if (status !== 'ready') return only(waiting);
    const number = idle.lastRun + 1;
    const running: SessionState = {
      ...idle,
      lastRun: number,
      run: { status: 'running', run: number, work, tests: [] },
    };
    return effects(running, { type: 'grade', run: number, work });
  });
}

function abort(state: SessionState): Step {
  const idle: SessionState = { ...state, run: { status: 'idle' } };
  return state.run.status === 'running' ? effects(idle, { type: 'abort-run', run: state.run.run }) : only(idle);
}

function next(state: SessionState): Step {
  const { current } = state;
  if (current === undefined) return only(state);
  const standing = progressOf(state.progress, current).state;
  return standing === 'pending' ? skip(current, state) : moveOn(state);
}

function skip(exercise: ExerciseId, state: SessionState): Step {
  const skipped = record(state, { type: 'skipped', exercise });
  return exercise === state.current ? then(skipped, moveOn) : skipped;
}

function moveOn(state: SessionState): Step {
  const following = nextExercise(state.exercises, state.progress, state.current);
  if (following !== undefined) return select(state, following);
  const solved = state.exercises.every(({ id }) => progressOf(state.progress, id).state === 'passed');
  return tell(state, { kind: solved ? 'all-done' : 'last-one' });
}

function hint(exercise: ExerciseId, state: SessionState): Step {
  const all = state.exercises.find(({ id }) => id === exercise)?.hints ?? 0;
  const shown = progressOf(state.progress, exercise).hintsShown;
  if (shown >= all) return tell(state, { kind: 'no-more-hints', exercise });
  return record(state, { type: 'hint-shown', exercise, hints: shown + 1 });
}

// Saving another exercise's file shows where the learner works now; what was saved with it is checked after it.
function saved(state: SessionState, event: Of<'files-saved'>): Step {
  const { works } = event;
  const shown = shownAfterSave(state, event);
  if (shown === undefined) return only(state);
  const { exercise } = workOf(shown);
  const there: SessionState = {
    ...chooseLanguage(state, shown),
    notice: noticeAfterSave(state, event),
    deleted: state.deleted.filter((work) => !works.includes(work)),
  };
  if (exercise === state.current) return run(queueOthers(there, event, shown), shown);
  const notice: Notice = { kind: 'selected-by-save', exercise };
  const moved = queueOthers({ ...there, notice, current: exercise }, event, shown);
  return then(record(moved, { type: 'selected', exercise }), (after) => run(after, shown));
}

// Starts what waits for its turn, where nothing runs.
function goOn(state: SessionState): Step {
  const following = state.run.status === 'idle' || state.run.status === 'finished' ? nextQueued(state) : undefined;
  return following === undefined ? only(state) : run(state, following);
}

// What a reset has written says nothing of the learner, however often and late the file system tells it.
function noticeAfterSave({ notice }: SessionState, { own }: Of<'files-saved'>): Notice | undefined {
  const ofReset = notice?.kind === 'was-reset' || notice?.kind === 'was-undone';
  return ofReset && own ? notice : undefined;
}

function deleted(state: SessionState, work: WorkKey): Step {
  const gone: SessionState = { ...state, deleted: [...state.deleted.filter((each) => each !== work), work] };
  if (work !== currentWork(state)) return only(gone);
  return then(abort(gone), (idle) => tell(idle, { kind: 'file-deleted', exercise: workOf(work).exercise }));
}

function courseRead(state: SessionState, exercises: readonly ExerciseOutline[]): Step {
  const known = exercises.some(({ id }) => id === state.current);
  const current = known ? state.current : nextExercise(exercises, state.progress, undefined);
  // The content can be read again: what was said of it is over.
  const notice = state.notice?.kind === 'failed' ? undefined : state.notice;
  return only({ ...state, exercises, current, notice });
}

function runFailed(state: SessionState, { run: number, detail }: Of<'run-failed'>): Step {
  if (state.run.status !== 'running' || state.run.run !== number) return only(state);
  const idle: SessionState = { ...endTurn(state, state.run.work), run: { status: 'idle' } };
  return goOn({ ...idle, notice: { kind: 'failed', detail } });
}

function testFinished(state: SessionState, event: Of<'test-finished'>): Step {
  if (state.run.status !== 'running' || state.run.run !== event.run) return only(state);
  return only({ ...state, run: { ...state.run, tests: [...state.run.tests, event.test] } });
}

// A run that begins again has no verdicts yet.
function phaseReached(state: SessionState, { run: number, phase }: Of<'phase'>): Step {
  if (state.run.status !== 'running' || state.run.run !== number) return only(state);
  const tests = phase.kind === 'missed' ? [] : state.run.tests;
  return only({ ...state, run: { ...state.run, tests, phases: [...(state.run.phases ?? []), phase] } });
}

// A run that never came to its tests (a syntax error) is shown, but is no attempt.
function runFinished(state: SessionState, event: Of<'run-finished'>): Step {
  if (state.run.status !== 'running' || state.run.run !== event.run) return only(state);
  const { work } = state.run;
  const { result, at } = event;
  const finished: SessionState = {
    ...endTurn(state, work),
    run: { status: 'finished', work, result },
    results: { ...state.results, [work]: result },
  };
  if (!isVerdict(result)) return goOn(finished);
  const passed = result.status === 'passed';
  return then(record(finished, { type: 'attempted', ...workOf(work), passed, points: result.points, at }), goOn);
}

function restored(state: SessionState, event: Of<'was-reset' | 'was-undone'>): Step {
  const { work, type, kept } = event;
  const { exercise } = workOf(work);
  const isCurrent = work === currentWork(state);
  const idle = isCurrent ? abort(state) : only(state);
  const deletedStill = state.deleted.filter((each) => each !== work);
  const told = then(idle, (after) =>
    record(
      { ...after, deleted: deletedStill, notice: { kind: type, exercise, kept } },
      { type: type === 'was-reset' ? 'reset' : 'reset-undone', exercise },
    ),
  );
  // Its save may have been told already, and begun the run that ends here.
  const again = state.run.status === 'running' && isCurrent;
  return again ? then(told, (after) => run(after, work)) : told;
}

function broker(before: SessionState, found: BrokerState): Step {
  const state: SessionState = { ...before, broker: found };
  const { run: current } = state;
  if (found.status === 'ready') return current.status === 'waiting' ? run(state, current.work) : only(state);
  if (found.status !== 'lost') return only(state);
  if (current.status !== 'running') return effects(state, { type: 'find-broker' });
  const { work } = current;
  return then(abort(state), (idle) => effects({ ...idle, run: { status: 'waiting', work } }, { type: 'find-broker' }));
}
