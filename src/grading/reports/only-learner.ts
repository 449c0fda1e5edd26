import { WorkbookError } from '../../workbook-error.ts';
import type { GradeReport, LearnerGrade } from '../grade-report.ts';
import { words } from '../words.ts';

/** The one learner of a report for a service that grades one submission at a time. */
export function onlyLearner({ learners }: GradeReport, service: string): LearnerGrade {
  const [learner, ...others] = learners;
  if (learner && others.length === 0) return learner;
  throw new WorkbookError(words.oneLearner(service, learners.length), { next: words.oneLearnerNext, fault: 'usage' });
}
