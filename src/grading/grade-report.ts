// Grades of one or many learners: what `workbook grade` prints and every report is made from.
import type { Result } from './result.ts';

export interface GradeReport {
  readonly formatVersion: 1;
  readonly learners: readonly LearnerGrade[];
  /** What of the submissions was left out, or stood elsewhere; a sentence each. */
  readonly remarks?: readonly string[];
}

export interface LearnerGrade {
  /** Name of the learner's folder; `you` for this checkout. */
  readonly learner: string;
  readonly points: number;
  readonly maxPoints: number;
  /** How many exercises are passed. */
  readonly passed: number;
  readonly results: readonly Result[];
}

/** Adds up one learner's results. */
export function gradeOf(learner: string, results: readonly Result[]): LearnerGrade {
  const sum = (pick: (result: Result) => number): number => results.reduce((total, result) => total + pick(result), 0);
  return {
    learner,
    points: sum(({ points }) => points),
    maxPoints: sum(({ maxPoints }) => maxPoints),
    passed: results.filter(({ status }) => status === 'passed').length,
    results,
  };
}
