// What the page says of what was done, in English; a part of en.ts.
import { plural } from './plural.ts';

export const summary = {
  title: 'Your progress',
  on: (date: string) => `as of ${date}`,
  all: (passed: number, all: number, points: number, most: number) =>
    `${passed} of ${plural(all, 'exercise')} passed, with ${points} of ${plural(most, 'point')}.`,
  questions: (right: number, all: number) => `${right} of ${plural(all, 'question')} of the lessons answered right.`,
  print: 'Print, or save as PDF',
  columns: {
    exercise: 'Exercise',
    state: 'State',
    passed: 'First passed',
    attempts: 'Attempts',
    hints: 'Hints',
    points: 'Points',
  },
  deprecated: 'No longer part of the course',
  deprecatedNote: 'What you did in these exercises is kept, and does not count in the sums above.',
  sawSolution: 'after the solution',
  note: 'From this checkout’s .workbook/progress.json, as the workbook has graded it on this machine.',
  chapterDone: (number: number, title: string) => `Chapter ${number}, ${title}, is done`,
  chapterSum: (exercises: number, points: number, most: number) =>
    `All ${plural(exercises, 'exercise')} passed, with ${points} of ${plural(most, 'point')}.`,
  goOn: (number: number, title: string) => `On to chapter ${number}: ${title}`,
} as const;
