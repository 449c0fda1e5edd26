import type { GradeReport, LearnerGrade } from '../grade-report.ts';
import { words } from '../words.ts';
import type { Result } from '../result.ts';

/** Markdown for a job summary or a message: a table for each learner, and why what failed did. */
export function toMarkdown({ learners, remarks = [] }: GradeReport): string {
  const list = remarks.map((remark) => `- ${inline(remark)}\n`).join('');
  return (list && `${list}\n`) + learners.map(section).join('\n');
}

function section({ learner, points, maxPoints, results }: LearnerGrade): string {
  const rows = results.map(
    ({ exercise, status, points: got, maxPoints: most }) =>
      `| ${exercise} | ${words.verdicts[status]} | ${got}/${most} |`,
  );
  return [
    `## ${words.sum(inline(learner), points, maxPoints)}`,
    '',
    `| ${words.columns.join(' | ')} |`,
    '| --- | --- | --- |',
    ...rows,
    '',
    ...results.flatMap(reasons),
  ].join('\n');
}

function reasons(result: Result): string[] {
  const { exercise, message } = result;
  const failed = result.requirements.filter(({ state }) => state !== 'met');
  if (!message && failed.length === 0) return [];
  return [
    `### ${exercise}`,
    '',
    ...(message ? [fenced(message)] : []),
    ...failed.flatMap(({ id, state, message: why }) => [
      `**${id}**: ${words.states[state]}`,
      '',
      ...(why ? [fenced(why)] : []),
    ]),
  ];
}

/** A text that somebody else chose, such as the name of a folder, as what it is and no markup. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>|#~!&$@]/g, '\\$&')
    .replaceAll(/\p{Cc}|\p{Cf}/gu, '');
}

// A message may hold backticks: the fence is longer than any run of them.
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}
