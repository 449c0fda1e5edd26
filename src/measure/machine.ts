import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** The machine in general terms: nothing that tells whose it is. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGB: number;
  readonly system: string;
  readonly node: string;
  /** Of the last minute, at the start: above the number of cores, something else was running. */
  readonly load: number;
}

/** The machine that this runs on. */
export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? '',
    memoryGB: Math.round(totalmem() / 1_024 ** 3),
    system: `${type()} ${release()} ${process.arch}`,
    node: process.versions.node,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
