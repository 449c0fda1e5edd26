import { words } from '../words.ts';
import type { RequirementResult, Result } from '../result.ts';

/** A line of a report in another format, which knows neither requirements nor four states of them. */
export interface Entry {
  /** `producers/flush: confirmed`, or the exercise alone for what concerns the whole run. */
  readonly name: string;
  /** Place of the requirement in the task, counted from 1; null for the whole run. */
  readonly place: number | null;
  /** What was not reached is a failure; what was not graded is an error. */
  readonly status: 'pass' | 'fail' | 'error';
  readonly message: string | null;
  readonly output: string | null;
  readonly points: number;
  readonly maxPoints: number;
}

/** The requirements of a run, in the order of the task; behind them the run itself where only that failed. */
export function entriesOf(result: Result): Entry[] {
  const entries = result.requirements.map((requirement, at) => entryOf(requirement, at, result));
  const told = result.status === 'passed' || entries.some(({ status }) => status !== 'pass');
  return told ? entries : [...entries, wholeRun(result)];
}

function entryOf(requirement: RequirementResult, at: number, result: Result): Entry {
  const { id, state, points, maxPoints, tests } = requirement;
  const outputs = result.tests.flatMap((test) => (tests.includes(test.id) && test.output ? [test.output] : []));
  return {
    name: `${result.exercise}: ${id}`,
    place: at + 1,
    status: state === 'met' ? 'pass' : state === 'not-graded' ? 'error' : 'fail',
    message: state === 'met' ? null : reasonOf(requirement, result),
    output: outputs.join('\n') || null,
    points,
    maxPoints,
  };
}

function reasonOf({ state, message }: RequirementResult, run: Result): string {
  const own = message ?? run.message;
  if (state !== 'not-reached') return own ?? words.states[state];
  return own === null ? words.states[state] : `${words.states[state]} ${own}`;
}

function wholeRun({ exercise, status, message, output }: Result): Entry {
  const rest = { place: null, points: 0, maxPoints: 0 };
  return { name: exercise, status: status === 'not-graded' ? 'error' : 'fail', message, output, ...rest };
}
