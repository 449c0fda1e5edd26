/** When the guard ends a process, and how it tells the grader. */
export interface GuardLimits {
  /** The learner's thread counts up in its first slot for as long as it gives way. */
  readonly beat: Int32Array<SharedArrayBuffer>;
  /** Seconds of processor time that may go by without a beat. */
  readonly busySeconds: number;
  /** Seconds that may go by without a beat at all. */
  readonly silentSeconds: number;
  /** Of resident memory. */
  readonly megabytes: number;
}

/** Stands before the report on stderr, on a line of its own, when a process of learner code is ended from within. */
export const guardMark = '\u0001workbook-guard ';

/** `url` and `line` say where the loop was caught or the line printed, if that could be found out. */
export type GuardReport =
  | { kind: 'stuck'; seconds: number; url: string; line: number }
  | { kind: 'output'; megabytes: number; url: string; line: number }
  | { kind: 'memory'; megabytes: number };
