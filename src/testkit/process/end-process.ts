import { writeSync } from 'node:fs';
import { guardMark, type GuardReport } from './guard-limits.ts';

/** Ends this process at once, with all that runs in it, and tells the grader why. */
export function endProcess(report: GuardReport): void {
  writeSync(2, `\n${guardMark}${JSON.stringify(report)}\n`);
  process.kill(process.pid, 'SIGKILL');
}
