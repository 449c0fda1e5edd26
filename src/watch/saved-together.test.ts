import { expect, it } from 'vitest';
import { progressOf } from '../progress/progress.ts';
import { after, deleted, finished, first, id, saved, second, start, third } from './step.fixture.ts';

it('checks all files that are saved at once, the current one first, and tells how the others went', () => {
  const all = after(start, saved(second, first, third));
  expect(all.state).toMatchObject({ current: first, queued: [second, third] });
  const second1 = after(all.state, finished(1, first, 'passed'));
  expect(second1.effects.at(-1)).toEqual({ type: 'grade', run: 2, work: second });
  const done = after(second1.state, finished(2, second, 'failed'), finished(3, third, 'passed'));
  expect(done.state).toMatchObject({
    current: first,
    queued: [],
    run: { status: 'finished', work: third },
    notice: { kind: 'also-checked', works: [second, third] },
  });
  expect(progressOf(done.state.progress, third).state).toBe('passed');
});

it('checks a file again whose run another save has interrupted', () => {
  const both = after(start, saved(first), saved(second), finished(2, second, 'failed'));
  expect(both.effects.at(-1)).toEqual({ type: 'grade', run: 3, work: first });
  const done = after(both.state, finished(3, first, 'passed'));
  expect(done.state).toMatchObject({ current: second, notice: { kind: 'also-checked', works: [first] } });
});

it('goes on with what waits although a run could not be made, and leaves out a file that was deleted', () => {
  const all = after(start, saved(first, second, third), deleted(second));
  const { state } = after(all.state, { type: 'run-failed', run: 1, detail: 'no worker' });
  expect(state).toMatchObject({ run: { status: 'running', work: third }, notice: { kind: 'failed' } });
});

it('checks only the current exercise where a tool has changed many files, and says so', () => {
  const many = ['a/a', 'a/b', 'a/c', 'a/d'].map(id);
  const { state } = after(start, saved(...many, first));
  expect(state).toMatchObject({ current: first, queued: [], notice: { kind: 'many-saved', exercise: first } });
});
