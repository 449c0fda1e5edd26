// A figure of `workbook measure`: samples in one unit, and what is said of them.

export interface Samples {
  /** In the order in which they were taken. */
  readonly samples: readonly number[];
}

/** A part of the measurement: one file each, which yields one or more figures. */
export interface Measurement {
  /** As typed. */
  readonly name: string;
  readonly measure: (bench: Bench) => Promise<readonly Figure[]>;
}

/** What measurements are given. */
export interface Bench {
  /** How often to repeat; slow parts repeat less. */
  readonly repeat: number;
  /** The course whose first chapter is graded. */
  readonly root: string;
  readonly signal: AbortSignal;
  /** Told what is measured now. */
  readonly note: (text: string) => void;
}

export interface Figure extends Samples {
  readonly name: string;
  readonly unit: 'ms' | 'KB' | 'MB';
  /** What the project aims at for the median, where it does. */
  readonly aim?: number;
}

export interface Summary {
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly median: number;
  readonly p95: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
  readonly aim: number | null;
  readonly samples: readonly number[];
}

/** Median, 95th percentile (nearest rank) and extremes, rounded to a tenth. */
export function summarise({ name, unit, samples, aim }: Figure): Summary {
  const sorted = samples.toSorted((a, b) => a - b).map((value) => Math.round(value * 10) / 10);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return {
    name,
    unit,
    median: at(0.5),
    p95: at(0.95),
    least: at(0),
    most: at(1),
    count: sorted.length,
    aim: aim ?? null,
    samples: samples.map((value) => Math.round(value * 10) / 10),
  };
}

/** Milliseconds that something took. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}
