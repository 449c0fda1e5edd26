import type { Refusal } from '../bridge/messages.ts';
import { words } from '../words.ts';

/** A sentence on a value of the learner's that cannot be handed to the suite. */
export const refusalText = ({ at, why }: Refusal): string => words.refused(at, words.refusals[why]);
