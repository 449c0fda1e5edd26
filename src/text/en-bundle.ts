/** Words of `bundle`. */
export const bundleText = {
  running: (label: string, title: string) => `Runs ${label} ${title} once, and counts what arrives at the broker.`,
  written: (path: string) => `Written: ${path}`,
  lookAtIt: 'It holds your answer, what it logged, and versions. Look at it before you hand it on.',
  points: (status: string, points: number, most: number) => `${status}, ${points} of ${most} points`,
  broker: (source: string) => `broker: ${source}`,
  why: 'What is wrong with this verdict',
  whyHere: '(Write it here.)',
  answer: 'The answer',
  tests: 'The tests',
  log: 'Logged',
  requests: 'Requests at the broker',
  requestsHere: 'Those of the answer and of its suite, by client id.',
  requestHeads: '| client id | request | times | bytes |',
  versions: 'Versions',
  result: 'The result as data',
} as const;
