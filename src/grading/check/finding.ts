import { problems } from './words.ts';

/** One thing that is wrong with the content. Only errors fail the check. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** A file, relative to the course, or an exercise as learners type it. */
  readonly where: string;
  readonly problem: string;
}

export const error = (where: string, problem: string): Finding => ({ severity: 'error', where, problem });
export const warning = (where: string, problem: string): Finding => ({ severity: 'warning', where, problem });

/** What is left of findings that did not come again: warnings. */
export const forgiven = (findings: readonly Finding[]): Finding[] =>
  findings.map(({ where, problem }) => warning(where, problems.once(problem)));
