import { kindOfFailure, lastLines } from '../../bin/explain-failure.mjs';
import { CommandFailed } from '../../bin/run-logged.mjs';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';
import type { Step } from './step.ts';

/** Makes a sentence of whatever a step failed with: what failed, the last words of the tool, what works without the step. */
export function explainFailure(step: Pick<Step, 'title' | 'without'>, error: unknown): WorkbookError {
  if (error instanceof WorkbookError) return error;
  const kind = kindOfFailure(error);
  const quoted = lastLines(error)
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  const log = error instanceof CommandFailed ? `\n${text.log(error.log)}` : '';
  const message = `${text.failed[kind](step.title)} ${step.without}\n${quoted}${log}`;
  return new WorkbookError(message, { next: text.next[kind], cause: error });
}
