import type { GradeReport } from '../grade-report.ts';
import type { Result, TestResult } from '../result.ts';
import { onlyLearner } from './only-learner.ts';

/** The `results.json` that Gradescope's autograder reads. */
export function toGradescope(report: GradeReport): string {
  const { points, results } = onlyLearner(report, 'Gradescope');
  const document = {
    score: points,
    execution_time: Math.round(results.reduce((sum, { duration_ms }) => sum + duration_ms, 0) / 1_000),
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests: results.flatMap((result, exercise) => testsOf(result, exercise + 1)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function testsOf(result: Result, exercise: number) {
  if (result.tests.length === 0) {
    return [entry(result.exercise, `${exercise}`, result)];
  }
  return result.tests.map((test, at) => entry(`${result.exercise}: ${test.name}`, `${exercise}.${at + 1}`, test));
}

function entry(
  name: string,
  number: string,
  test: Pick<TestResult, 'status' | 'message' | 'output' | 'points' | 'max_points'>,
) {
  return {
    name,
    number,
    score: test.points,
    max_score: test.max_points,
    status: test.status === 'pass' ? 'passed' : 'failed',
    output: [test.message, test.output].filter(Boolean).join('\n\n'),
    output_format: 'text',
    visibility: 'visible',
  };
}
