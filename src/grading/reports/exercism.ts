import { WorkbookError } from '../../workbook-error.ts';
import type { GradeReport } from '../grade-report.ts';
import { entriesOf } from './entries.ts';
import { onlyLearner } from './only-learner.ts';
import { words } from '../words.ts';

/** Exercism's `results.json`, version 3, of one exercise: a test for each requirement, whose place is its `task_id`. */
export function toExercism(report: GradeReport): string {
  const { results } = onlyLearner(report, 'Exercism');
  const [result, ...others] = results;
  if (!result) return `${JSON.stringify({ version: 3, status: 'error', message: null, tests: [] }, undefined, 2)}\n`;
  if (others.length > 0) {
    throw new WorkbookError(words.oneExercise(results.length), { next: words.oneExerciseNext, fault: 'usage' });
  }
  const status = { passed: 'pass', failed: 'fail', 'not-graded': 'error' }[result.status];
  const tests = entriesOf(result).map(({ name, status: verdict, message, output, place }) => ({
    name,
    status: verdict,
    message,
    output,
    task_id: place,
  }));
  return `${JSON.stringify({ version: 3, status, message: result.message, tests }, undefined, 2)}\n`;
}
