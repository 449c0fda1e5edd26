import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { z } from 'zod';

/** The machine in general terms: nothing that tells whose it is. */
export const machineSchema = z.strictObject({
  cores: z.int(),
  processor: z.string(),
  memoryGB: z.int(),
  system: z.string(),
  node: z.string(),
  /** Of the last minute before the run: well above 0, the machine had other work. */
  load: z.number(),
});
export type Machine = z.infer<typeof machineSchema>;

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
