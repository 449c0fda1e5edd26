import { Unmet } from './unmet.ts';

/**
 * A fault of the harness or of the machine: the suite could not look at the broker. It says nothing about the learner's
 * code, so a run in which it happens is tried again, and then is not graded.
 */
export class HarnessError extends Error {
  override readonly name: string = 'HarnessError';
}

/**
 * The fault of a drill did not fall inside the learner's work: nothing was proved, by nobody's fault. The run is repeated
 * twice, then it is not graded.
 */
export class MissedFault extends HarnessError {
  override readonly name = 'MissedFault';
}

/** Ends a test whose fault fell too early or too late: `missed('all orders were confirmed before the leader died')`. */
export function missed(what: string): never {
  throw new MissedFault(what);
}

// Answers of the broker about things that learner code can make and remove. They are facts, and the test judges them.
const ofTheLearner = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_ALREADY_EXISTS',
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'REBALANCE_IN_PROGRESS',
  'GROUP_ID_NOT_FOUND',
  'NON_EMPTY_GROUP',
  'RECORD_LIST_TOO_LARGE',
  'MESSAGE_TOO_LARGE',
]);

/** The observer's trouble as a HarnessError; a verdict, and what learner code may have brought about, stays as it is. */
export function asHarnessError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Unmet || error instanceof HarnessError) return error;
  if ('type' in error && typeof error.type === 'string' && ofTheLearner.has(error.type)) return error;
  return new HarnessError(error.message, { cause: error });
}

/** What `act` gives; what goes wrong in it is the observer's trouble. */
export async function harness<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw asHarnessError(error);
  }
}

/** The same object, whose methods reject with a HarnessError for trouble of their own. */
export function withHarnessErrors<T extends object>(target: T): T {
  return new Proxy(target, {
    get(own, name) {
      const member: unknown = Reflect.get(own, name, own);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, own, args);
        } catch (error) {
          throw asHarnessError(error);
        }
      };
    },
  });
}
