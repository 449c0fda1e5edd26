import type { ApiName } from '../frames/api-names.ts';
import { BrokerError } from '../errors.ts';

/** @platformatic/kafka, loaded. */
export type Library = typeof import('@platformatic/kafka');

interface ErrorInAnswer {
  readonly apiCode: number;
  readonly serverErrorMessage?: string | null;
}

/**
 * Awaits an answer. Of one with errors in it the library makes an AggregateError of its own; here it becomes a
 * `BrokerError` of the first, as everywhere else in the room.
 */
export async function answered<Answer>(api: ApiName, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
    if (!isErrorInAnswer(first)) throw error;
    throw new BrokerError(api, first.apiCode, first.serverErrorMessage ?? '');
  }
}

const isErrorInAnswer = (error: unknown): error is ErrorInAnswer =>
  error instanceof Error && 'apiCode' in error && typeof error.apiCode === 'number';
