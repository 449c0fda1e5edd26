import type { Refusal } from '../bridge/messages.ts';

const reasons: Record<Refusal['why'], string> = {
  symbol: 'it is a symbol',
  itself: 'it holds itself',
  depth: 'it has more than 50 levels',
  clone: 'it holds something that exists in one process only, such as a promise or a socket',
  size: 'it is too large',
};

/** A sentence on a value of the learner's that cannot be handed to the suite. */
export function refusalText({ at, why }: Refusal): string {
  const what = at ? `The member ${at} of what your code handed over` : 'What your code handed over';
  return `${what} cannot be compared: ${reasons[why]}.`;
}
