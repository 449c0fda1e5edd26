import type { GradeReport } from '../grade-report.ts';
import { toClassroom50 } from './classroom50.ts';
import { toExercism } from './exercism.ts';
import { toGradescope } from './gradescope.ts';
import { toJUnit } from './junit.ts';
import { toMarkdown } from './markdown.ts';

/** What `--format` takes, beside `text` for a person at a terminal. */
export const reportFormats = {
  json: (report: GradeReport) => `${JSON.stringify(report, undefined, 2)}\n`,
  junit: toJUnit,
  markdown: toMarkdown,
  classroom50: toClassroom50,
  gradescope: toGradescope,
  exercism: toExercism,
} as const;
export type ReportFormat = keyof typeof reportFormats;
