import { describe, expect, it } from 'vitest';
import { testWith } from '../grading/result.fixture.ts';
import { progressOf, solutionIsOpen } from '../progress/progress.ts';
import { workKey } from '../course/work.ts';
import { checkedIn } from './labels.ts';
import type { SessionEvent, SessionState } from './session.ts';
import {
  after,
  deleted,
  finished,
  first,
  id,
  inTypeScript,
  kinds,
  outlined,
  ownSave,
  ready,
  saved,
  savedWorks,
  second,
  start,
  third,
  unrun,
} from './step.fixture.ts';

describe('running', () => {
  it('grades the current exercise when its file is saved', () => {
    const { state, effects } = after(start, saved(first));
    expect(effects).toEqual([{ type: 'grade', run: 1, work: first }]);
    expect(state.run).toEqual({ status: 'running', run: 1, work: first, tests: [] });
  });

  it('aborts the run and starts another when the file is saved during a run', () => {
    expect(after(start, saved(first), saved(first)).effects.slice(1)).toEqual([
      { type: 'abort-run', run: 1 },
      { type: 'grade', run: 2, work: first },
    ]);
  });

  it('ignores verdicts of a run that was aborted', () => {
    const { state } = after(start, saved(first), saved(first), finished(1, first, 'passed'));
    expect(state.run.status).toBe('running');
    expect(progressOf(state.progress, first).state).toBe('pending');
  });

  it('tells what a drill does to its brokers, and begins its verdicts again with a run that is repeated', () => {
    const killed = { type: 'phase', run: 1, phase: { kind: 'killed', broker: 2 } } as const;
    const missed = { type: 'phase', run: 1, phase: { kind: 'missed', attempt: 2 } } as const;
    const { state } = after(
      start,
      saved(first),
      killed,
      { type: 'test-finished', run: 1, test: testWith({ id: 'writes' }) },
      missed,
    );
    expect(state.run).toMatchObject({ tests: [], phases: [killed.phase, missed.phase] });
    expect(after(state, { ...killed, run: 7 }).state.run).toEqual(state.run);
  });

  it('stays at the exercise after a pass, and moves on when asked', () => {
    const passed = after(start, saved(first), finished(1, first, 'passed'));
    expect(passed.state.current).toBe(first);
    expect(progressOf(passed.state.progress, first)).toMatchObject({ state: 'passed', bestPoints: 10, attempts: 1 });
    expect(after(passed.state, { type: 'next' }).state.current).toBe(second);
  });

  it('shows a run that could not start without counting it as an attempt', () => {
    const { state } = after(start, saved(first), unrun(1, first));
    expect(state.run).toMatchObject({ status: 'finished', result: { status: 'failed' } });
    expect(progressOf(state.progress, first).attempts).toBe(0);
  });

  it('goes to the exercise whose file was saved, and says so', () => {
    const { state, effects } = after(start, saved(third));
    expect(state).toMatchObject({ current: third, notice: { kind: 'selected-by-save', exercise: third } });
    expect(kinds(effects)).toEqual(['save-progress', 'grade']);
  });
});

describe('the broker', () => {
  const starting: SessionState = { ...start, broker: { status: 'starting' } };
  const lost: SessionEvent = { type: 'broker', broker: { status: 'lost', message: 'it is gone' } };
  const found: SessionEvent = { type: 'broker', broker: ready };

  it('is waited for, and the run starts by itself when it is there', () => {
    const waiting = after(starting, saved(first));
    expect(waiting.state.run).toEqual({ status: 'waiting', work: first });
    expect(waiting.effects).toEqual([]);
    expect(after(waiting.state, found).effects).toEqual([{ type: 'grade', run: 1, work: first }]);
  });

  it('is looked for again when it is lost during a run, which then runs again', () => {
    const away = after(start, saved(first), lost);
    expect(kinds(away.effects)).toEqual(['grade', 'abort-run', 'find-broker']);
    expect(away.state.run).toEqual({ status: 'waiting', work: first });
    expect(after(away.state, found).effects).toEqual([{ type: 'grade', run: 2, work: first }]);
  });

  it('is looked for again when the learner runs after none was found', () => {
    const none = after(starting, { type: 'broker', broker: { status: 'failed', message: 'none', next: 'doctor' } });
    const { state, effects } = after(none.state, { type: 'run' });
    expect(effects).toEqual([{ type: 'find-broker' }]);
    expect(state).toMatchObject({ broker: { status: 'starting' }, run: { status: 'waiting' } });
  });
});

describe('hints and solutions', () => {
  it('shows one more hint at each call, and says when there are no more', () => {
    const { state, effects } = after(start, { type: 'hint' }, { type: 'hint' }, { type: 'hint' });
    expect(progressOf(state.progress, first).hintsShown).toBe(2);
    expect(kinds(effects)).toEqual(['save-progress', 'save-progress']);
    expect(state.notice).toEqual({ kind: 'no-more-hints', exercise: first });
  });

  it('opens the solution of an exercise that was given up, which can still be passed', () => {
    const givenUp = after(start, { type: 'give-up' });
    expect(solutionIsOpen(givenUp.state.progress, first)).toBe(true);
    const passed = after(givenUp.state, { type: 'run' }, finished(1, first, 'passed'));
    expect(progressOf(passed.state.progress, first)).toMatchObject({ state: 'passed', gaveUp: true });
  });
});

describe('moving on', () => {
  it('shows an exercise that was never tried, and runs one that was', () => {
    expect(kinds(after(start, { type: 'select', exercise: second }).effects)).toEqual(['save-progress']);
    const tried = after(start, saved(first), finished(1, first, 'failed')).state;
    const there = after(tried, { type: 'select', exercise: second }, { type: 'select', exercise: first });
    expect(kinds(there.effects)).toEqual(['save-progress', 'save-progress', 'grade']);
  });

  it('skips an open exercise with next, and comes back to it when nothing else is left', () => {
    const { state } = after(start, { type: 'next' }, { type: 'next' }, { type: 'run' });
    expect(state.current).toBe(third);
    const back = after(state, finished(state.lastRun, third, 'passed'), { type: 'next' });
    expect(progressOf(back.state.progress, third).state).toBe('passed');
    expect(back.state.current).toBe(first);
  });

  it('says when everything is passed', () => {
    const events = [first, second, third].flatMap((exercise, n): SessionEvent[] => [
      saved(exercise),
      finished(n + 1, exercise, 'passed'),
    ]);
    expect(after(start, ...events, { type: 'next' }).state.notice).toEqual({ kind: 'all-done' });
  });

  it('says when the exercise is the last one that is open', () => {
    const one = { ...start, exercises: start.exercises.slice(0, 1) };
    expect(after(one, { type: 'next' }).state).toMatchObject({ current: first, notice: { kind: 'last-one' } });
  });
});

describe('files', () => {
  const wasReset = { type: 'was-reset', work: inTypeScript(first), kept: true } as const;

  it('says that the file is gone, and runs again when it is back', () => {
    const gone = after(start, saved(first), deleted(first));
    expect(gone.state).toMatchObject({ run: { status: 'idle' }, notice: { kind: 'file-deleted' } });
    expect(kinds(after(gone.state, { type: 'run' }).effects)).toEqual([]);
    const back = after(gone.state, saved(first));
    expect(back.state.notice).toBeUndefined();
    expect(kinds(back.effects)).toEqual(['grade']);
  });

  it('keeps saying that it was reset while the restored file runs', () => {
    const asked = after(start, { type: 'reset' });
    expect(asked.effects).toEqual([{ type: 'restore-stub', work: first }]);
    const done = after(asked.state, wasReset, ownSave(first));
    expect(done.state).toMatchObject({ notice: { kind: 'was-reset' }, run: { status: 'running' } });
    expect(kinds(done.effects)).toEqual(['save-progress', 'grade']);
    const again = after(done.state, ownSave(first));
    expect(again.state).toMatchObject({ notice: { kind: 'was-reset' }, run: { status: 'running' } });
  });

  it('keeps saying it when the file system tells of the reset after the verdict, until the learner saves', () => {
    const reset = after(start, wasReset, ownSave(first));
    const late = after(reset.state, finished(reset.state.lastRun, first, 'failed'), ownSave(first));
    expect(late.state.notice).toMatchObject({ kind: 'was-reset' });
    expect(after(late.state, saved(first)).state.notice).toBeUndefined();
  });

  it('stays at the exercise when a content update inserts another', () => {
    const inserted = { ...outlined, id: id('connections/new'), label: '1/1' };
    const { state } = after(start, { type: 'course-read', exercises: [inserted, ...start.exercises] });
    expect(state.current).toBe(first);
  });

  it('no longer says that the content is broken when it can be read again', () => {
    const broken = after(start, { type: 'effect-failed', detail: 'The content file is broken.' });
    expect(broken.state.notice).toMatchObject({ kind: 'failed' });
    const mended = after(broken.state, { type: 'course-read', exercises: start.exercises });
    expect(mended.state.notice).toBeUndefined();
  });
});

describe('languages', () => {
  const inGo = workKey({ exercise: first, language: 'go' });
  const both: SessionState = {
    ...start,
    exercises: start.exercises.map((each) => ({ ...each, languages: ['typescript', 'go'] })),
  };

  it('runs the file that was saved, and goes on in its language', () => {
    const { state, effects } = after(both, savedWorks(inGo), finished(1, first, 'passed'), { type: 'run' });
    expect(effects.filter(({ type }) => type === 'grade')).toEqual([
      { type: 'grade', run: 1, work: inGo },
      { type: 'grade', run: 2, work: inGo },
    ]);
    expect(progressOf(state.progress, first)).toMatchObject({ languages: ['go'], attemptsIn: { go: 1 } });
    expect(after(state, { type: 'reset' }).effects).toEqual([{ type: 'restore-stub', work: inGo }]);
    expect(after(state, saved(first)).effects.at(-1)).toMatchObject({ type: 'grade', work: inTypeScript(first) });
  });

  it('keeps a verdict and a deleted file for each of them', () => {
    const passed = after(both, savedWorks(inGo), finished(1, first, 'passed'), deleted(first)).state;
    expect(passed.results[inGo]?.status).toBe('passed');
    expect(passed.results[inTypeScript(first)]).toBeUndefined();
    expect(passed.notice).toBeUndefined();
    expect(kinds(after(passed, { type: 'run' }).effects)).toEqual(['grade']);
  });

  it('checks both where both were saved at once, and names their languages', () => {
    const { state } = after(both, savedWorks(inGo, inTypeScript(first)), finished(1, first, 'failed'));
    expect(state.run).toMatchObject({ status: 'running', work: inGo });
    const done = after(state, finished(2, first, 'passed')).state;
    expect(checkedIn(done, done.notice ?? { kind: 'also-checked' })).toEqual([['1/1 (Go)', true]]);
  });
});

it('ends by aborting what runs', () => {
  const { state, effects } = after(start, saved(first), { type: 'quit' });
  expect(kinds(effects)).toEqual(['grade', 'abort-run', 'end']);
  expect(state.ended).toBe(true);
});
