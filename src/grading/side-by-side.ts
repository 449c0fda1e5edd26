import { availableParallelism } from 'node:os';

/** How many suites run at once where many are judged: they wait for the broker, and for what is not to come, far more than they compute. */
export const sideBySide = Math.min(8, 3 * availableParallelism());
