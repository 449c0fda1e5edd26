import type { Admin } from 'kafkajs';
import { z } from 'zod';
import { eventually } from '../testkit/eventually.ts';
import { text } from './words.ts';

const groupIdNotFound = 69;

/** What kafkajs throws: its types name a class for it, but the package does not export one. */
const failureSchema = z.object({ groups: z.array(z.object({ groupId: z.string(), errorCode: z.number() })) });

/**
 * Deletes consumer groups at the end of a notebook. A group that is gone already is as wanted: the broker forgets one without
 * members and offsets by itself. One whose member is still leaving is tried again, for ten seconds.
 * @throws Error where a group is still there after that.
 */
export async function deleteGroups(admin: Admin, groupIds: readonly string[]): Promise<void> {
  let left: readonly string[] = groupIds;
  let said = '';
  await eventually(
    async () => {
      ({ left, said } = await attempt(admin, left));
      return left.length === 0;
    },
    { within: 10_000, describe: text.live.groupsDeleted, seen: () => `${left.join(', ')}: ${said}` },
  );
}

async function attempt(admin: Admin, groupIds: readonly string[]): Promise<{ left: readonly string[]; said: string }> {
  try {
    if (groupIds.length > 0) await admin.deleteGroups([...groupIds]);
    return { left: [], said: '' };
  } catch (error) {
    const failure = failureSchema.safeParse(error);
    if (!failure.success) throw error;
    const failed = failure.data.groups.filter(({ errorCode }) => errorCode !== groupIdNotFound);
    return { left: failed.map(({ groupId }) => groupId), said: String(error) };
  }
}
