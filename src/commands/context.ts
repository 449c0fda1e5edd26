// What every command is handed: a command is a function (context, args) → exit code, and touches the process by nothing else.
// Only src/cli.ts reads argv, builds a context and sets the exit code.
import type { Course } from '../course/course.ts';
import type { text } from '../text/words.ts';
import type { Paint } from '../text/style.ts';

/** 0 done, 1 not passed, 2 wrong use, 3 environment (`WorkbookError.fault` decides between the last two). */
export type ExitCode = 0 | 1 | 2 | 3;

/** Every string of the terminal in the learner's language, keyed by name. */
export type Text = typeof text;

/** Where a command writes. What a pipe reads goes to stdout, what only a person reads while waiting goes to stderr. */
export interface Output {
  /** The caller asked for data (--json): write one document with `data` and nothing else to stdout. */
  readonly json: boolean;
  /** Colours and movement are wanted: a terminal, and neither --plain nor NO_COLOR nor --json. */
  readonly colour: boolean;
  /** Width to wrap at: the terminal's, at most 100; 80 where there is none. */
  readonly columns: number;
  /** A line (or lines) of the answer on stdout; says nothing with --json. */
  readonly print: (line?: string) => void;
  /** A line on stderr: progress, notices, warnings. */
  readonly note: (line: string) => void;
  /** One JSON document on stdout, with --json only. */
  readonly data: (value: unknown) => void;
  /** The text in a style, or as it is where colours are not wanted. */
  readonly paint: Paint;
}

/** Where things are for this run. `root` differs from the checkout only where WORKBOOK_COURSE names another course. */
export interface Paths {
  /** Holds lessons/, exercises/, solutions/ and notebooks/. */
  readonly root: string;
  /** The learner's own state: progress, kept attempts, locks. */
  readonly state: string;
  /** Shared by all checkouts of one user. */
  readonly cache: string;
}

export interface Context {
  /** The course, read from disk at first use and kept. */
  readonly course: () => Course;
  readonly output: Output;
  readonly text: Text;
  readonly paths: Paths;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Aborts at SIGINT, SIGTERM or SIGHUP: a command that waits stops, disposes what it owns and returns. */
  readonly signal: AbortSignal;
}
