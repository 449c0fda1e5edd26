// The file that `workbook bench` writes: every run with its settings, so that a figure can be judged and repeated.
import { z } from 'zod';
import { machineSchema } from '../results/machine.ts';
import { styles, workloadSchema } from './workload.ts';

export const latencySchema = z.strictObject({
  p50Ms: z.number(),
  p99Ms: z.number(),
  p999Ms: z.number(),
  maxMs: z.number(),
  /** Sends that began over 1 ms late: the client, not the broker, could not keep up. */
  lateSends: z.int().min(0),
});

const measuredSchema = z.strictObject({
  kind: z.literal('measured'),
  records: z.int().min(1),
  seconds: z.number().positive(),
  /** Not known of the field's own tools. */
  cpuSeconds: z.number().min(0).optional(),
  peakRssBytes: z.int().min(0).optional(),
  /** End offsets of the topic after the run: never fewer than `records`, or the run counts as failed. */
  onBroker: z.int().min(0),
  latency: latencySchema.optional(),
});

export const outcomeSchema = z.discriminatedUnion('kind', [
  measuredSchema,
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
  /** A tool is missing, the folder does not build, or the client does not have what the workload asks for. */
  z.strictObject({ kind: z.literal('not-run'), reason: z.string() }),
]);

const runSchema = z.strictObject({
  workload: z.string(),
  client: z.string(),
  style: z.enum(styles),
  round: z.int().min(1),
  /** In the client's own names, with its version: what could not be set equal shows here. */
  version: z.string().optional(),
  runtime: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  outcome: outcomeSchema,
});

export const benchResultSchema = z.strictObject({
  formatVersion: z.literal(1),
  kind: z.literal('bench'),
  date: z.iso.date(),
  quick: z.boolean(),
  /** How often it was broken off and gone on with; not there where never. */
  resumed: z.int().min(1).exactOptional(),
  /** False where the run was interrupted, or ended early by a fault. */
  complete: z.boolean(),
  machine: machineSchema,
  kafka: z.string(),
  broker: z.string(),
  workloads: z.array(workloadSchema.extend({ name: z.string() })),
  runs: z.array(runSchema),
});

export type BenchOutcome = z.infer<typeof outcomeSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type BenchRun = z.infer<typeof runSchema>;
export type BenchResult = z.infer<typeof benchResultSchema>;
