// Grades of one or many learners: what `workbook grade` prints and every report is made from.
import type { Result } from './result.ts';

export interface GradeReport {
  readonly formatVersion: 1;
  readonly learners: readonly LearnerGrade[];
}

export interface LearnerGrade {
  /** Name of the learner's folder; `you` for this checkout. */
  readonly learner: string;
  readonly points: number;
  readonly max_points: number;
  /** How many exercises are passed. */
  readonly passed: number;
  readonly results: readonly Result[];
}

/** Adds up one learner's results. */
export function gradeOf(learner: string, results: readonly Result[]): LearnerGrade {
  const sum = (pick: (result: Result) => number): number =>
    Math.round(results.reduce((total, result) => total + pick(result), 0) * 100) / 100;
  return {
    learner,
    points: sum(({ points }) => points),
    max_points: sum(({ max_points }) => max_points),
    passed: results.filter(({ status }) => status === 'pass').length,
    results,
  };
}
