import { WorkbookError } from '../../workbook-error.ts';
import type { GradeReport, LearnerGrade } from '../grade-report.ts';

/** The one learner of a report for a service that grades one submission at a time. */
export function onlyLearner({ learners }: GradeReport, service: string): LearnerGrade {
  const [learner, ...others] = learners;
  if (learner && others.length === 0) return learner;
  throw new WorkbookError(
    `${service} takes the grade of one learner at a time, and this report holds ${learners.length}.`,
    {
      next: 'grade one submission, or choose --format json',
      fault: 'usage',
    },
  );
}
