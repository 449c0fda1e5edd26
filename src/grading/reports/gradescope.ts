import type { GradeReport } from '../grade-report.ts';
import { entriesOf, type Entry } from './entries.ts';
import { onlyLearner } from './only-learner.ts';

/** The `results.json` that Gradescope's autograder reads. */
export function toGradescope(report: GradeReport): string {
  const { points, results } = onlyLearner(report, 'Gradescope');
  const document = {
    score: points,
    execution_time: Math.round(results.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000),
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests: results.flatMap((result, exercise) => entriesOf(result).map((entry) => test(entry, exercise + 1))),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function test({ name, place, points, maxPoints, status, message, output }: Entry, exercise: number) {
  return {
    name,
    number: place === null ? `${exercise}` : `${exercise}.${place}`,
    score: points,
    max_score: maxPoints,
    status: status === 'pass' ? 'passed' : 'failed',
    output: [message, output].filter(Boolean).join('\n\n'),
    output_format: 'text',
    visibility: 'visible',
  };
}
