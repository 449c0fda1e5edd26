// Who runs when. Contestants take turns within a round, and each round begins with another one, so that a machine that grows
// warm, or a broker that grows busy, treats all alike.
import type { Contestant, Turn } from './contestant.ts';
import type { Workload } from './workload.ts';

/** All turns in order: workload by workload, round by round. */
export function planTurns(workloads: readonly Workload[], contestants: readonly Contestant[], rounds: number): Turn[] {
  return workloads.flatMap((workload) => {
    const turns = workload.styles.flatMap((style) =>
      contestants
        .filter((contestant) => contestant.serves(workload, style))
        .map((contestant) => ({ workload, contestant, style })),
    );
    const [first] = turns;
    if (!first) return [];
    const counted = Array.from({ length: rounds }, (_, at) =>
      rotate(turns, at).map((turn) => ({ ...turn, round: at + 1 })),
    );
    return [{ ...first, round: 0 }, ...counted.flat()];
  });
}

const rotate = <T>(list: readonly T[], by: number): T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
];
