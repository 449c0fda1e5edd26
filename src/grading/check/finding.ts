import { problems } from './words.ts';

/** One thing that is wrong with the content. Only errors fail the check. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** A file, relative to the course, or an exercise as learners type it. */
  readonly where: string;
  readonly problem: string;
  /** It came once, and not at the second try. */
  readonly unsteady?: true;
}

export const error = (where: string, problem: string): Finding => ({ severity: 'error', where, problem });
export const warning = (where: string, problem: string): Finding => ({ severity: 'warning', where, problem });

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');

/** What is left of findings that did not come again: warnings. */
export const forgiven = (findings: readonly Finding[]): Finding[] =>
  findings.map(({ where, problem }) => ({ ...warning(where, problems.once(problem)), unsteady: true }));

/** Runs what it is given, and once more where that finds errors: those that do not come again are warnings. */
export async function tryTwice<Outcome extends { readonly findings: readonly Finding[] }>(
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  const first = await run();
  if (!hasErrors(first.findings)) return first;
  const second = await run();
  if (hasErrors(second.findings)) return first;
  const errors = first.findings.filter(({ severity }) => severity === 'error');
  return { ...second, findings: [...second.findings, ...forgiven(errors)] };
}
