import { currentJob } from './job.ts';

let count = 0;

/**
 * A name for a topic, group or transactional id that no other run uses: `uniqueName('orders')`.
 * It begins with the run's prefix, by which it is removed after the run.
 */
export function uniqueName(base: string): string {
  count += 1;
  return `${currentJob().prefix}-${count}-${base}`;
}
