import { availableParallelism } from 'node:os';

/** How many suites run at once where many are judged: they wait for the broker more than they compute. */
export const sideBySide = Math.min(8, 2 * availableParallelism());
