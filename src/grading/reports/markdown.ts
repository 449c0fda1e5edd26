import type { GradeReport, LearnerGrade } from '../grade-report.ts';
import type { Result } from '../result.ts';

/** Markdown for a job summary or a message: a table for each learner, and why what failed did. */
export function toMarkdown({ learners }: GradeReport): string {
  return learners.map(section).join('\n');
}

function section({ learner, points, max_points, results }: LearnerGrade): string {
  const rows = results.map(
    ({ exercise, status, points: got, max_points: most }) => `| ${exercise} | ${words[status]} | ${got}/${most} |`,
  );
  return [
    `## ${learner}: ${points} of ${max_points} points`,
    '',
    '| exercise | verdict | points |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...results.flatMap(reasons),
  ].join('\n');
}

const words = { pass: 'passed', fail: 'not passed', error: 'could not run' };

function reasons({ exercise, message, tests }: Result): string[] {
  const failed = tests.filter(({ status }) => status !== 'pass');
  if (!message && failed.length === 0) return [];
  return [
    `### ${exercise}`,
    '',
    ...(message ? [fenced(message)] : []),
    ...failed.flatMap((test) => [`**${test.name}**`, '', fenced(test.message ?? '')]),
  ];
}

// A message may hold backticks: the fence is longer than any run of them.
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}
