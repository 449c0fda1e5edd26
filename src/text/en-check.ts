// What `check` and `grade` say, for authors and instructors.
const count = (amount: number, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export const checkText = {
  sound: 'sound ',
  broken: 'broken',
  error: 'error:',
  warning: 'warning:',
  seconds: (amount: number) => seconds(amount * 1_000),
  noNotebooks: (why: string) => `The notebooks are not run: ${why}`,
  runs: (runs: number, ms: number) => `${count(runs, 'run', 'runs')}, ${seconds(ms)}`,
  noConfluent: 'The solutions with @confluentinc/kafka-javascript are not run: it is not installed here.',
  recorded: (proved: number, all: number) =>
    `docs/proved.json: ${proved} of ${count(all, 'exercise', 'exercises')} proved.`,
  sample: (seed: number) =>
    `CI=true: exercises that docs/proved.json shows to be proved run a third of their wrong answers. To repeat the same: check --sample ${seed}`,
  notRecorded: 'Nothing is recorded in docs/proved.json: not every answer was run.',
  summary: (all: { exercises: number; runs: number; errors: number; warnings: number }) =>
    `${count(all.exercises, 'exercise', 'exercises')}, ${count(all.runs, 'run', 'runs')}: ` +
    `${count(all.errors, 'error', 'errors')}, ${count(all.warnings, 'warning', 'warnings')}`,
} as const;

export const gradeText = {
  you: 'you',
  untouched: 'Not started: the file is still as it was handed out.',
  interrupted: (done: number, all: number) => `Interrupted: ${done} of ${all} learners are graded.`,
  learner: (learner: string, points: number, most: number) => `${learner}: ${points} of ${most} points`,
  exercise: (label: string, title: string, points: number, most: number) => `${label} ${title} ${points}/${most}`,
  noPair: (typed: string) => `--file takes an exercise and a path, and got ${JSON.stringify(typed)}.`,
  noPairNext: 'write it as --file 1/2=path/to/answer.ts',
} as const;
