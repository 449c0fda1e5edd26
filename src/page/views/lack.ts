import type { Need } from '../../course/task.ts';
import { whyNotRun } from '../../grading/lacking.ts';
import type { SessionState } from '../../watch/session.ts';

/** Why an exercise with these needs cannot be run on the broker that is there; undefined where it can, or none is there yet. */
export const lackOf = ({ broker }: SessionState, needs: readonly Need[]): string | undefined =>
  broker.status === 'ready' ? whyNotRun(needs, broker.lacking ?? {}) : undefined;
