import type { Lab } from '#testkit';

/**
 * How many records a reader of the group `lab.groupId` will still get of `lab.topic`: a number for each partition, that of
 * partition 0 first. Throws where it cannot learn what the group has committed.
 */
export async function measureTheLag(lab: Lab): Promise<number[]> {
  // TODO: ask the broker, with an admin client, where the logs begin and end, and what the group has committed.
  throw new Error(`Nobody knows how far ${lab.groupId} is.`);
}
