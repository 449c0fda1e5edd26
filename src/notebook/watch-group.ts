import { Observer } from '../testkit/observer.ts';
import { connection } from './connection.ts';
import { openLiveView, type LiveView } from './live-view.ts';
import { tableBundle } from './table.ts';
import { text } from './words.ts';

/** How one partition of the topic stands with the group. */
export interface PartitionOfGroup {
  readonly partition: number;
  /** Client id and host of the member that reads it; undefined where nobody does. */
  readonly member: string | undefined;
  /** The next offset to read, as committed; undefined where nothing was. */
  readonly committed: number | undefined;
  /** The offset that the next record gets. */
  readonly end: number;
  /** Records that the group has still to confirm. */
  readonly lag: number;
}

export interface GroupSeen {
  /** `Stable`, `PreparingRebalance`, `Empty`, `Dead` … */
  readonly state: string;
  readonly members: number;
  readonly partitions: readonly PartitionOfGroup[];
}

/** Follows a consumer group on a topic in a table: who reads which partition, how far, and how far behind. */
export async function watchGroup(groupId: string, topic: string): Promise<LiveView<GroupSeen>> {
  const observer = new Observer(connection());
  return openLiveView({
    look: () => lookAtGroup(observer, groupId, topic),
    draw: (seen) => drawGroup(groupId, seen),
    close: () => observer[Symbol.asyncDispose](),
    name: text.live.groupToBe(groupId),
  });
}

async function lookAtGroup(observer: Observer, groupId: string, topic: string): Promise<GroupSeen> {
  const group = await observer.group(groupId);
  const [committed, ends] = await Promise.all([observer.committed(groupId, topic), observer.endOffsets(topic)]);
  const partitions = ends.map((end, partition) => {
    const reader = group.members.find(({ assignment }) => assignment[topic]?.includes(partition));
    const next = committed[partition];
    const member = reader && `${reader.clientId} on ${reader.host}`;
    return { partition, member, committed: next, end, lag: end - (next ?? 0) };
  });
  return { state: group.state, members: group.members.length, partitions };
}

function drawGroup(groupId: string, { state, members, partitions }: GroupSeen) {
  const title = text.live.group(groupId, state, members);
  const rows = partitions.map((each) => ({
    ...each,
    member: each.member ?? 'nobody',
    committed: each.committed ?? 'none',
  }));
  const { 'text/html': html, 'text/plain': plain } = tableBundle(rows);
  return { 'text/html': `<p>${title}</p>${String(html)}`, 'text/plain': `${title}\n${plain}` };
}
