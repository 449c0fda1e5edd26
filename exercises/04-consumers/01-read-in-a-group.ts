import type { Lab } from '#testkit';

/** A record, ready to be worked on. */
export interface Received {
  key: string;
  value: string;
  headers: Record<string, string>;
  partition: number;
  offset: string;
}

/** Resolves when the signal aborts; at once where it has. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Reads `lab.topic` in the group `lab.groupId`, and hands every record to `handle`, until `lab.signal` aborts.
 * Resolves when the group has been left.
 */
export async function readInAGroup(lab: Lab, handle: (received: Received) => Promise<void>): Promise<void> {
  // TODO: join the group, read the topic, and hand each record to `handle`. Leave the group when the signal aborts.
  await aborted(lab.signal);
  throw new Error(`Nobody has read ${lab.topic} for ${handle.name || 'the handler'} yet.`);
}
