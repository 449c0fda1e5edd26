// States of a session that a view must be able to show.
import { requirementWith, resultWith, testWith } from '../../src/grading/result.fixture.ts';
import type { Result } from '../../src/grading/result.ts';
import type { BrokerState } from '../../src/watch/session.ts';

export const lostBroker: BrokerState = { status: 'lost', message: 'Nobody answers at 127.0.0.1:9092 any more.' };

/** A run with one test of each kind, with messages and logs that try to be HTML. */
export function failedResult(exercise: string): Result {
  return resultWith({
    exercise,
    status: 'failed',
    output: 'loading <b>',
    points: 8,
    maxPoints: 20,
    durationMs: 1234,
    requirements: [requirementWith('connects', 'met', 8), requirementWith('describes', 'not-met', 12)],
    tests: [
      testWith({ id: 'connects', output: 'connected', durationMs: 41 }),
      testWith({
        id: 'counts',
        title: 'counts <b>',
        state: 'failed',
        message: 'expected: 1\nreceived: 0',
        output: '<script>',
      }),
      testWith({ id: 'closes', state: 'not-reached', message: 'It was never called.' }),
    ],
  });
}
