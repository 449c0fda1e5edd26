/** What a name of a topic, group or transaction says: `wb-ada-3f2a-mh3k2j1x-2-orders` is the `orders` of a run, with its time. */
export interface RunName {
  /** Prefix of the run; undefined for what no run made. */
  readonly run: string | undefined;
  /** When the run began, in milliseconds since 1970. */
  readonly at: number | undefined;
  /** The name without the prefix, as the suite wrote it. */
  readonly short: string;
  /** The same with the run's own count, which tells names apart that are alike. */
  readonly label: string;
}

/** A partition in short: `orders 1 p0`. */
export const partitionName = (topic: string, partition: number | string): string =>
  `${runName(topic).label} p${partition}`;

const pattern = /^(wb-[a-z0-9]+-[0-9a-f]{4}-([0-9a-z]{7,9}))-((?:\d+-)*)(.+)$/;

/** Splits a name that the grader made (run-prefix.ts, unique-name.ts) into its run and the rest. */
export function runName(name: string): RunName {
  const [, run, time, counts = '', rest] = pattern.exec(name) ?? [];
  if (!run || !time || !rest) return { run: undefined, at: undefined, short: name, label: name };
  const label = [rest, counts.slice(0, -1).replaceAll('-', '.')].filter(Boolean).join(' ');
  return { run, at: Number.parseInt(time, 36), short: rest, label };
}
