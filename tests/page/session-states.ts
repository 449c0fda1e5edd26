// States of a session that a view must be able to show.
import type { Result } from '../../src/grading/result.ts';
import type { BrokerState } from '../../src/watch/session.ts';

export const lostBroker: BrokerState = { status: 'lost', message: 'Nobody answers at 127.0.0.1:9092 any more.' };

/** A run with one test of each kind, with messages and logs that try to be HTML. */
export function failedResult(exercise: string): Result {
  const test = { task_id: 1, max_points: 10, duration_ms: 41 };
  return {
    version: 3,
    status: 'fail',
    message: null,
    exercise,
    subject: 'learner',
    output: 'loading <b>',
    points: 10,
    max_points: 30,
    duration_ms: 1234,
    tests: [
      { ...test, name: 'connects', status: 'pass', message: null, output: 'connected', points: 10 },
      {
        ...test,
        name: 'counts <b>',
        status: 'fail',
        message: 'expected: 1\nreceived: 0',
        output: '<script>',
        points: 0,
      },
      { ...test, name: 'closes', status: 'error', message: 'It was never called.', output: null, points: 0 },
    ],
  };
}
