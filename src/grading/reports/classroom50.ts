import type { GradeReport } from '../grade-report.ts';
import { onlyLearner } from './only-learner.ts';

/** The `result.json` that Classroom 50 reads from an autograder (schema classroom50/result/v1), with our messages beside. */
export function toClassroom50(report: GradeReport): string {
  const { points, max_points, results } = onlyLearner(report, 'Classroom 50');
  const tests = results.flatMap(({ exercise, tests: all, status, message, max_points: most }) => {
    if (all.length === 0) {
      return [{ 'test-name': exercise, passed: status === 'pass', score: 0, 'max-score': most, message }];
    }
    return all.map((test) => ({
      'test-name': `${exercise}: ${test.name}`,
      passed: test.status === 'pass',
      score: test.points,
      'max-score': test.max_points,
      message: test.message,
    }));
  });
  const document = { schema: 'classroom50/result/v1', score: points, 'max-score': max_points, tests };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
