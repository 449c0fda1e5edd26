// What exercises need beside a broker and cannot have here. Pure.
import { needs, type Need } from '../course/task.ts';
import type { Broker } from '../lab/broker/broker.ts';
import { words } from './words.ts';

export interface Ground {
  /** Undefined where no broker was looked for, and it will be one of the workbook's own. */
  readonly source?: Broker['source'] | undefined;
  /** Whether users can be made on the broker. */
  readonly hasUsers: boolean;
  /** Whether a cluster to break is had from elsewhere. */
  readonly hasCluster?: boolean;
  readonly platform?: NodeJS.Platform;
}

/** The needs that cannot be met, each with the reason and what to do. */
export type Lacking = Readonly<Partial<Record<Need, string>>>;

/** What exercises cannot have on this ground. */
export function lackingOn(ground: Ground): Lacking {
  return Object.fromEntries(
    needs.flatMap((need) => {
      const why = reasons[need](ground);
      return why === undefined ? [] : [[need, why]];
    }),
  );
}

/** Why an exercise with these needs cannot be run; undefined where it can. */
export const whyNotRun = (wanted: readonly Need[], lacking: Lacking): string | undefined =>
  wanted.map((need) => lacking[need]).find((why) => why !== undefined);

const reasons: Readonly<Record<Need, (ground: Ground) => string | undefined>> = {
  secured: ({ hasUsers }) => (hasUsers ? undefined : words.needs.secured),
  cluster: ({ source, hasCluster = false, platform = process.platform }) => {
    if (platform === 'win32') return words.needs.clusterOnWindows;
    return source === 'given' && !hasCluster ? words.needs.cluster : undefined;
  },
  registry: () => undefined,
  language: () => undefined,
};
