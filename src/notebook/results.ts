// What `workbook bench` and `workbook matrix` have found, as far as notebooks show it. What else stands in the files is
// left alone: their schemas are in src/comparison.
import { z } from 'zod';
import { newestAs } from '../comparison/results/result-file.ts';

/** One run that was measured. */
export interface BenchTurn {
  readonly workload: string;
  readonly client: string;
  readonly style: string;
  readonly round: number;
  readonly perSecond: number;
}

export interface BenchFound {
  readonly date: string;
  readonly kafka: string;
  readonly machine: string;
  /** Titles by name, such as `produce-1kb`. Those at a fixed rate are left out, for there nobody is faster. */
  readonly workloads: Readonly<Record<string, string>>;
  readonly turns: readonly BenchTurn[];
}

const benchSchema = z
  .object({
    date: z.string(),
    kafka: z.string(),
    machine: z.object({ cores: z.number(), processor: z.string() }),
    workloads: z.array(z.object({ name: z.string(), title: z.string(), rate: z.number() })),
    runs: z.array(
      z.object({
        workload: z.string(),
        client: z.string(),
        style: z.string(),
        round: z.number(),
        outcome: z.object({ records: z.number().optional(), seconds: z.number().optional() }),
      }),
    ),
  })
  .transform(({ date, kafka, machine, workloads, runs }): BenchFound => ({
    date,
    kafka,
    machine: `${machine.cores} cores, ${machine.processor}`,
    workloads: Object.fromEntries(workloads.filter(({ rate }) => rate === 0).map(({ name, title }) => [name, title])),
    turns: runs.flatMap(({ outcome: { records, seconds }, ...turn }) =>
      records === undefined || seconds === undefined ? [] : [{ ...turn, perSecond: records / seconds }],
    ),
  }));

/** What became of one client's try at one feature. */
export interface MatrixCell {
  readonly client: string;
  readonly feature: string;
  /** `works`, `works-with-extra`, `fails`, `not-offered` or `not-run`. */
  readonly outcome: string;
  /** What the broker showed, the client's own words, or where it is written. */
  readonly evidence: string;
  /** What had to be installed or written beside the client. */
  readonly extra: readonly string[];
}

export interface MatrixFound {
  readonly date: string;
  readonly kafka: string;
  readonly clients: readonly {
    readonly name: string;
    readonly language: string;
    readonly client: string;
    readonly version: string;
  }[];
  readonly cells: readonly MatrixCell[];
}

const words = z.string().optional();
const cellSchema = z
  .object({
    client: z.string(),
    feature: z.string(),
    outcome: z.string(),
    checked: words,
    error: words,
    source: words,
    reason: words,
    extra: z.array(z.string()).default([]),
  })
  .transform(({ checked, error, source, reason, ...cell }): MatrixCell => ({
    ...cell,
    evidence: checked ?? error ?? source ?? reason ?? '',
  }));

const client = z.object({ name: z.string(), language: z.string(), client: z.string(), version: z.string() });
const matrixSchema: z.ZodType<MatrixFound> = z.object({
  date: z.string(),
  kafka: z.string(),
  clients: z.array(client),
  cells: z.array(cellSchema),
});

/** The newest whole benchmark; undefined where there is none. @throws WorkbookError where it is broken. */
export const newestBench = (folder?: string): BenchFound | undefined => newestAs('bench', benchSchema, { folder });

/** The newest matrix of features; undefined where there is none. @throws WorkbookError where it is broken. */
export const newestMatrix = (folder?: string): MatrixFound | undefined => newestAs('matrix', matrixSchema, { folder });
