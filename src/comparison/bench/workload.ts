// A workload as its file in benchmarks/workloads declares it: what every client is asked to do, in the same words.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { text } from './words.ts';

export const styles = ['fast', 'plain'] as const;
export type Style = (typeof styles)[number];

/** Settings that a program is handed; clients/README.md says what each means. */
const settingsSchema = z.strictObject({
  recordBytes: z.int().min(8),
  /** 0: records without a key. */
  keys: z.int().min(0),
  partitions: z.int().min(1),
  acks: z.enum(['all', '1', '0']),
  idempotence: z.boolean(),
  inFlight: z.int().min(1),
  batchBytes: z.int().min(1),
  lingerMs: z.int().min(0),
  compression: z.enum(['none', 'gzip', 'snappy', 'lz4', 'zstd']),
  /** Records a second; 0: as fast as it goes. */
  rate: z.int().min(0),
  handlerMs: z.int().min(0),
  /** How soon librdkafka looks for room in a queue that was full; its own way where not given. */
  fetchAgainMs: z.int().min(1).exactOptional(),
  warmupSeconds: z.number().min(0),
  seconds: z.number().positive(),
});

export const workloadSchema = z.strictObject({
  formatVersion: z.literal(1),
  title: z.string().min(1),
  why: z.string().min(1),
  scenario: z.enum(['bench-produce', 'bench-consume', 'latency']),
  styles: z.array(z.enum(styles)).min(1),
  /** Also part of `bench --quick`. */
  quick: z.boolean(),
  /** `random` does not compress, `json` does. */
  content: z.enum(['random', 'json']),
  /** Only for clients whose engine this is, and for Java's, which ratios are to. */
  engine: z.string().min(1).exactOptional(),
  /** Records that wait in the topic for `bench-consume`. */
  backlog: z.int().min(0),
  ...settingsSchema.shape,
});

export type WorkloadSettings = z.infer<typeof settingsSchema>;
export interface Workload extends z.infer<typeof workloadSchema> {
  /** The file's name: `produce-1kb`. */
  readonly name: string;
}

/** Reads benchmarks/workloads, in order of name. @throws WorkbookError that names the broken file and the field. */
export function loadWorkloads(root: string = projectRoot): Workload[] {
  const folder = join(root, 'benchmarks', 'workloads');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => ({ name: basename(file, '.json'), ...readWorkload(folder, file) }));
}

function readWorkload(folder: string, file: string): z.infer<typeof workloadSchema> {
  try {
    return workloadSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', ' ') : String(cause);
    throw new WorkbookError(text.brokenWorkload(file, reason), { next: text.brokenWorkloadNext, cause });
  }
}

/** What the program of one run is told: the settings, and how many records there are at most. */
export function toProgram(workload: Workload): Record<string, unknown> {
  const settings = settingsSchema.parse(
    Object.fromEntries(Object.entries(workload).filter(([key]) => key in settingsSchema.shape)),
  );
  return { name: workload.name, scenario: workload.scenario, records: null, ...settings };
}

const quickLimits = { warmupSeconds: 0.25, seconds: 1.5, backlog: 1_000_000 };

/** The same with less time: for `--quick`. */
export function shorten(workload: Workload): Workload {
  const { warmupSeconds, seconds, backlog } = quickLimits;
  return {
    ...workload,
    warmupSeconds: Math.min(workload.warmupSeconds, warmupSeconds),
    seconds: Math.min(workload.seconds, seconds),
    backlog: Math.min(workload.backlog, backlog),
  };
}
