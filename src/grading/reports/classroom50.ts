import type { GradeReport } from '../grade-report.ts';
import { entriesOf } from './entries.ts';
import { onlyLearner } from './only-learner.ts';

/** The `result.json` that Classroom 50 reads from an autograder (schema classroom50/result/v1), with our messages beside. */
export function toClassroom50(report: GradeReport): string {
  const { points, maxPoints, results } = onlyLearner(report, 'Classroom 50');
  const tests = results.flatMap(entriesOf).map((entry) => ({
    'test-name': entry.name,
    passed: entry.status === 'pass',
    score: entry.points,
    'max-score': entry.maxPoints,
    message: entry.message,
  }));
  const document = { schema: 'classroom50/result/v1', score: points, 'max-score': maxPoints, tests };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
