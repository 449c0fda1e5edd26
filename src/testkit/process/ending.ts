import { fileURLToPath } from 'node:url';
import type { GuardReport } from './guard-limits.ts';

/** Why a process of learner code ended before the suite did. */
export type SubjectEnding =
  | { kind: 'exited'; code: number | null; signal: string | null; lastWords: string }
  | { kind: 'stuck'; seconds: number; line: number | undefined }
  | { kind: 'output'; megabytes: number; line: number | undefined }
  | { kind: 'memory'; megabytes: number }
  /** It has closed the link to the suite, or written to it what our code there does not write. */
  | { kind: 'unlinked' }
  /** It could not be started: a fault of the machine. */
  | { kind: 'harness'; reason: string };

/** Ends the run of this process; it is set by whoever runs suites, and throws where nobody does. */
let endRun: (ending: SubjectEnding) => void = ({ kind }) => {
  throw new Error(`The process of the file under test ended: ${kind}.`);
};

export function onEndOfRun(end: (ending: SubjectEnding) => void): void {
  endRun = end;
}

/** The learner's code has ended the run: no test of it can come to its end any more. */
export function endOfRun(ending: SubjectEnding): void {
  endRun(ending);
}

/** What a guard's report means for the file at `url`: a line of another file would tell the learner nothing. */
export function endingOf(report: GuardReport, url: string): SubjectEnding {
  if (report.kind === 'memory') return report;
  const { url: at, line, ...rest } = report;
  return { ...rest, line: isSameFile(at, url) ? line : undefined };
}

function isSameFile(one: string, other: string): boolean {
  try {
    return fileURLToPath(one.replace(/\?.*$/, '')) === fileURLToPath(other);
  } catch {
    // Anything may stand there: learner code can forge a report.
    return false;
  }
}
