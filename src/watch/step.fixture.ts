// A session of three exercises, and the events that tests send it.
import { exerciseIdSchema, type ExerciseId } from '../course/course.ts';
import { workKey, type WorkKey } from '../course/work.ts';
import { requirementWith, resultWith } from '../grading/result.fixture.ts';
import type { Result } from '../grading/result.ts';
import { noProgress } from '../progress/progress.ts';
import type { BrokerState, Effect, SessionEvent, SessionState, Step } from './session.ts';
import { step } from './step.ts';

export const id = (text: string): ExerciseId => exerciseIdSchema.parse(text);
export const first = id('connections/connect');
export const second = id('connections/fail-well');
export const third = id('producers/send');

export const ready: BrokerState = {
  status: 'ready',
  source: 'embedded',
  label: 'embedded Kafka',
  brokers: ['127.0.0.1:1'],
};

/** What tests do not care about. */
export const outlined = { hints: 2, languages: ['typescript'], after: [] } as const;

export const start: SessionState = {
  exercises: [first, second, third].map((exercise, n) => ({ ...outlined, id: exercise, label: `1/${n + 1}` })),
  languages: {},
  progress: noProgress,
  current: first,
  run: { status: 'idle' },
  results: {},
  deleted: [],
  broker: ready,
  setup: [],
  notice: undefined,
  queued: [],
  lastRun: 0,
  ended: false,
};

/** Takes events one after the other and collects every effect. */
export function after(from: SessionState, ...events: SessionEvent[]): Step {
  let state = from;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

const result = (exercise: ExerciseId, status: Result['status'], points = status === 'passed' ? 10 : 4): Result =>
  resultWith({
    exercise,
    status,
    points,
    requirements: [requirementWith('key', status === 'passed' ? 'met' : 'not-met')],
  });

/** A run that came to no verdict: the file does not compile. */
export const unrun = (run: number, exercise: ExerciseId): SessionEvent => ({
  type: 'run-finished',
  run,
  result: resultWith({ exercise, status: 'failed', requirements: [requirementWith('key', 'not-reached')] }),
  at,
});

const at = '2026-11-22T10:00:00.000Z';
export const finished = (run: number, exercise: ExerciseId, status: Result['status']): SessionEvent => ({
  type: 'run-finished',
  run,
  result: result(exercise, status),
  at,
});
export const inTypeScript = (exercise: ExerciseId): WorkKey => workKey({ exercise, language: 'typescript' });
export const savedWorks = (...works: WorkKey[]): SessionEvent => ({ type: 'files-saved', works });
export const saved = (...exercises: ExerciseId[]): SessionEvent => savedWorks(...exercises.map(inTypeScript));
export const ownSave = (...exercises: ExerciseId[]): SessionEvent => ({
  type: 'files-saved',
  works: exercises.map(inTypeScript),
  own: true,
});
export const deleted = (exercise: ExerciseId): SessionEvent => ({ type: 'file-deleted', work: inTypeScript(exercise) });
export const kinds = (effects: readonly Effect[]): string[] => effects.map(({ type }) => type);
