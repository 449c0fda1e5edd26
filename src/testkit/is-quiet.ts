import { setImmediate } from 'node:timers/promises';
import { turn } from './subject.ts';

/**
 * Whether no connection is left. What the learner's code did before it returned has arrived after some turns of our own
 * event loop, however busy the machine is; what a timer of its own will do has not.
 * @param open how many connections are open now.
 */
export async function isQuiet(open: () => number): Promise<boolean> {
  await turn();
  const end = performance.now() + 100;
  for (let round = 0; open() > 0 && (round < 100 || performance.now() < end); round += 1) await setImmediate();
  return open() === 0;
}
