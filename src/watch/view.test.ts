import { expect, it } from 'vitest';
import { exerciseIdSchema } from '../course/course.ts';
import { noProgress, applyToProgress } from '../progress/progress.ts';
import type { SessionState } from './session.ts';
import { plainView, press, type View } from './view.ts';

const first = exerciseIdSchema.parse('connections/connect');
const second = exerciseIdSchema.parse('connections/fail-well');

const state: SessionState = {
  exercises: [first, second].map((id, at) => ({
    id,
    label: `1/${at + 1}`,
    hints: 2,
    languages: ['typescript'],
    after: [],
  })),
  languages: {},
  progress: noProgress,
  current: first,
  run: { status: 'idle' },
  results: {},
  deleted: [],
  broker: { status: 'starting' },
  setup: [],
  notice: undefined,
  queued: [],
  lastRun: 0,
  ended: false,
};

/** The view and the events after keys pressed one after the other. */
function pressed(keys: readonly string[], from: SessionState = state): { view: View; events: string[] } {
  let view = plainView;
  const events: string[] = [];
  for (const key of keys) {
    const result = press(view, from, key);
    view = result.view;
    events.push(...result.events.map(({ type }) => type));
  }
  return { view, events };
}

it('asks for a hint the first time, and shows seen ones again before asking for more', () => {
  expect(pressed(['h']).events).toEqual(['hint']);
  const seen = { ...state, progress: applyToProgress(noProgress, { type: 'hint-shown', exercise: first, hints: 1 }) };
  expect(pressed(['h'], seen)).toEqual({ view: { panel: 'hints', list: undefined }, events: [] });
  expect(pressed(['h', 'h'], seen).events).toEqual(['hint']);
});

it('gives up only when s is pressed twice in a row', () => {
  expect(pressed(['s', 's']).events).toEqual(['give-up']);
  expect(pressed(['s', 'j', 's'])).toEqual({ view: { panel: 'confirm-solution', list: undefined }, events: [] });
});

it('moves in the list without leaving its ends, and selects', () => {
  expect(pressed(['l', 'up']).view.list).toBe(first);
  expect(pressed(['l', 'down', 'down', 'down']).view.list).toBe(second);
  expect(pressed(['l', 'down', 'return'])).toEqual({ view: plainView, events: ['select'] });
});

it('closes the list with q, and leaves with Ctrl-C from anywhere', () => {
  expect(pressed(['l', 'q'])).toEqual({ view: plainView, events: [] });
  expect(pressed(['l', 'ctrl-c']).events).toEqual(['quit']);
  expect(pressed(['q']).events).toEqual(['quit']);
});
