import { randomBytes } from 'node:crypto';

/** Begins the names of a notebook's topics and groups, by which they are told apart and removed. */
export const prefixVariable = 'WORKBOOK_PREFIX';

// Random, because a kernel that was restarted begins to count anew while the topics of the one before may still be there.
const own = randomBytes(2).toString('hex');
let count = 0;

/** A name for a topic that no other run uses: `uniqueTopic('orders')`. */
export function uniqueTopic(name: string): string {
  count += 1;
  return `${process.env[prefixVariable] ?? 'notebook'}-${own}-${count}-${name}`;
}

/** A name for a consumer group that no other run uses. */
export const uniqueGroup = uniqueTopic;
