// Every string of watch mode in English: the screen, the plain log, the keys.
import { labText } from '../lab/en.ts';
import type { Phase } from '../lab/phase.ts';
import { command, npmCommand } from '../text/command.ts';

const count = (amount: number, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const watchText = {
  passed: 'passed',
  failed: 'failed',
  error: 'error',
  next: 'Next:',
  progress: (passed: number, all: number) => `${passed} of ${count(all, 'exercise', 'exercises')} passed`,
  untried: 'Write your answer in the file above. Each save checks it; so does r.',
  allPassed: (points: string, ms: number) => `All tests passed: ${points}, in ${seconds(ms)}.`,
  somePassed: (passed: number, all: number, points: string, ms: number) =>
    `${passed} of ${all} tests passed: ${points}, in ${seconds(ms)}.`,
  states: { met: 'met', 'not-met': 'not met', 'not-reached': 'not reached', 'not-graded': 'not graded' },
  couldNotRun: 'It could not run.',
  points: (points: number, most: number) => `${points}/${most} points`,
  logHeading: 'Your log:',
  logOutsideHeading: 'Your log outside of the tests:',
  running: 'Checking …',
  phase: (phase: Phase) => `  ${labText.phase(phase)}`,
  runningBeside: (label: string) => `${label} was saved too, and is checked now …`,
  waiting: 'Your file is checked as soon as there is a broker.',
  hintHeading: (number: number, all: number) => `Hint ${number} of ${all}`,
  noHints: 'This exercise has no hints.',
  moveOn: (label: string, title: string) => `Press n to go on to ${label} ${title}.`,
  broker: {
    starting: 'Broker: starting …',
    ready: (label: string) => `Broker: ${label}`,
    lost: (message: string) => `Broker: lost. ${message} Looking for another …`,
    failed: (message: string) => `Broker: none. ${message}`,
  },
  lost: {
    ended: (address: string) => `The broker at ${address} has ended.`,
    silent: (address: string) => `The broker at ${address} does not answer any more.`,
    stopped: 'It was stopped.',
    startAgain: 'press r to start one and check your file',
    next: `see what is missing with: ${command('doctor')}`,
  },
  filesUnseen: (why: string) =>
    `Saved files are not seen any more (${why}). Press r to check, or start again with --poll.`,
  progressUnsaved: (why: string) => `Your progress could not be saved: ${why} It is kept here and tried again.`,
  page: (address: string) => `Page: ${address}`,
  setup: {
    running: (name: string, detail: string) => `Still setting up ${name}: ${detail}`,
    ready: (name: string) => `Ready: ${name}`,
    failed: (name: string, detail: string) => `Not available: ${name}. ${detail}`,
  },
  notices: {
    selectedBySave: (label: string) => `You saved ${label}, so this is where you are now.`,
    alsoChecked: (checked: readonly (readonly [label: string, passed: boolean])[]) =>
      `Saved too: ${checked.map(([label, passed]) => `${label} ${passed ? 'passed' : 'is not there yet'}`).join(', ')}.`,
    manySaved: (label: string) =>
      `Many exercise files changed at once, so only ${label} is checked. Save another to have it checked.`,
    fileDeleted:
      'This file is not there any more. Press x to bring it back as it was handed out, or u for your kept attempt.',
    wasReset: (kept: boolean) =>
      `The file is as it was handed out.${kept ? ' Your attempt is kept: press u to bring it back.' : ''}`,
    wasUndone: (kept: boolean) =>
      `Your kept attempt is back. Press u again ${kept ? 'to swap' : 'for the file as it was handed out'}.`,
    noMoreHints: 'There are no more hints. The solution is at key s.',
    lastOne: 'Every other exercise is passed: this is the last one.',
    allDone: 'All exercises are passed. Well done!',
  },
  confirmSolution:
    'You have not passed this exercise yet. Press s again to give up and see the solution, or any other key to go on.',
  solutionPath: (client: string) => `Solution with ${client}:`,
  difference: 'From your file (-) to the solution (+):',
  same: 'Your file is the same as this solution.',
  keys: {
    hint: 'hint',
    run: 'run',
    next: 'next',
    skip: 'skip',
    list: 'list',
    task: 'task',
    solution: 'solution',
    reset: 'reset',
    undo: 'undo',
    quit: 'quit',
    choose: 'choose',
    move: 'up/down',
    back: 'back',
  },
  list: {
    heading: 'Exercises',
    states: { pending: 'open', passed: 'passed', skipped: 'skipped', 'gave-up': 'solution seen' },
    fast: 'fast',
  },
  plain: {
    start: (label: string, title: string) => `Exercise ${label}: ${title}`,
    file: (path: string) => `File: ${path}`,
    running: (label: string) => `Checking ${label}.`,
    keys: 'Keys: h hint, r run, n next or skip, l list, t task, s solution, x reset, u undo, q quit.',
    noKeys: 'Save a file to have it checked. Ctrl-C ends.',
    ended: 'Watch mode has ended. Your progress is kept.',
  },
  bye: `Your progress is kept. Go on with: ${npmCommand('start')}`,
} as const;
