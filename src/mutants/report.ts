// docs/mutants.md: the results for readers. Pure.
import { exercisesOf, type Course, type Exercise } from '../course/course.ts';
import { words } from './en.ts';
import type { Known } from './known.ts';
import type { Outcome } from './outcome.ts';
import type { Results } from './results.ts';
import { shareOf, sumOf, tallyOf, type Explained, type Tally } from './tally.ts';

interface Row {
  readonly exercise: Exercise;
  readonly outcome: Outcome;
  readonly tally: Tally;
}

/** The report on the last results, in the order of the course; what the course has no more is left out. */
export function reportMarkdown({ machine, outcomes }: Results, known: Known, course: Course): string {
  const rows = exercisesOf(course).flatMap((exercise) =>
    outcomes
      .filter((outcome) => outcome.exercise === exercise.id)
      .map((outcome): Row => ({ exercise, outcome, tally: tallyOf(outcome, known) })),
  );
  const total = sumOf(rows.map(({ tally }) => tally));
  const newest =
    outcomes
      .map(({ date }) => date)
      .toSorted()
      .at(-1) ?? '';
  return [
    words.report.title,
    words.report.intro,
    words.report.ran(newest, machine),
    words.report.total(countsOf(total)),
    tableOf(rows, total),
    ...listOf(words.report.alive, rows, ({ tally }) => tally.alive.map(lineOf)),
    ...listOf(words.report.equivalent, rows, ({ tally }) => tally.equivalent.map(lineOf)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** A tally as numbers, for what puts it into words. */
export const countsOf = (tally: Tally) => ({
  killed: tally.killed,
  alive: tally.alive.length,
  equivalent: tally.equivalent.length,
  uncompiled: tally.uncompiled,
  share: shareOf(tally),
});

function tableOf(rows: readonly Row[], total: Tally): string {
  const head = [`| ${words.report.columns.join(' | ')} |`, `|${' --- |'.repeat(words.report.columns.length)}`];
  const lines = rows.map(({ exercise, outcome, tally }) => [
    `${exercise.label} ${exercise.title}`,
    outcome.client,
    ...cellsOf(tally),
    outcome.date,
  ]);
  return [
    ...head,
    ...[...lines, [words.report.sum, '', ...cellsOf(total), '']].map((line) => `| ${line.join(' | ')} |`),
  ].join('\n');
}

function cellsOf(tally: Tally): (string | number)[] {
  const { killed, alive, equivalent, uncompiled, share } = countsOf(tally);
  return [killed, alive, words.percent(share), equivalent, uncompiled];
}

function listOf(title: string, rows: readonly Row[], itemsOf: (row: Row) => string[]): string[] {
  const parts = rows.flatMap((row) => {
    const items = itemsOf(row);
    const { label, title: name } = row.exercise;
    return items.length === 0 ? [] : [`### ${label} ${name}, ${row.outcome.client}`, items.join('\n')];
  });
  return [`## ${title}`, ...(parts.length > 0 ? parts : [words.report.none])];
}

const lineOf = ({ line, text, change, why }: Explained): string =>
  `- ${words.report.line(line)} ${code(text)}: ${code(change)}${why === undefined ? '' : `. ${why}`}`;

// A code span's fence is longer than any run of backticks in it.
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
