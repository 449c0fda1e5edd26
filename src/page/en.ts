// Every string of the page in English, keyed by name.
import { npmCommand } from '../text/command.ts';
import { brokerText } from './en-broker.ts';
import { compare } from './en-compare.ts';
import { keys, searching } from './en-find.ts';
import { glossary, review } from './en-review.ts';
import { plural } from './plural.ts';
import { summary } from './en-summary.ts';
import { verdict } from './en-verdict.ts';

export const text = {
  language: 'en',
  name: 'Kafka clients workbook',
  shortName: 'Kafka clients',
  lead: 'Learn how programs talk to Apache Kafka: read, predict, run, and prove it on a real broker.',
  skipToContent: 'Skip to the content',

  // The frame around every view.
  nav: { label: 'Workbook', course: 'Course', broker: 'Broker', compare: 'Compare', doctor: 'Doctor' },
  search: 'Search',
  theme: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  nowWord: 'Now:',
  keys,
  lost: `The workbook is not running. Start it with ${npmCommand('start')}: this page connects again by itself.`,
  connected: 'Connected again.',

  // States that several views name.
  states: { pending: 'to do', passed: 'passed', skipped: 'skipped', 'gave-up': 'given up' },
  kinds: { write: 'Write', fix: 'Fix', survive: 'Survive', tune: 'Tune', prove: 'Prove' },
  minutes: (count: number) => `${count} min`,
  notHere: 'not here',
  points: (count: number) => plural(count, 'point'),
  duration: (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`),
  /** The duration with units that a screen reader says well. */
  spokenDuration: (ms: number) => (ms < 1000 ? `${Math.round(ms)} milliseconds` : `${(ms / 1000).toFixed(1)} seconds`),

  /** Time of day, with seconds. */
  time: (ms: number): string => new Date(ms).toTimeString().slice(0, 8),

  /** A day, as 30 November 2026. */
  date: (ms: number): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(ms),

  course: {
    title: 'Course',
    start: 'Start',
    resume: 'Continue',
    allDone: (track: 'all' | 'fast') =>
      track === 'fast' ? 'The fast track is done. Well worked.' : 'Every exercise is done. Well worked.',
    progress: (done: number, all: number) => `${done} of ${plural(all, 'exercise')} done`,
    left: (minutes: number) =>
      minutes < 90 ? `about ${minutes} min left` : `about ${Math.round(minutes / 60)} h left`,
    all: 'Whole course',
    fast: 'Fast track',
    track: 'Which exercises',
    fastLead: 'For experienced people: one exercise from each chapter.',
    empty: 'This course has no chapters yet. Add the first one to the folder lessons.',
    chapter: (number: number) => `Chapter ${number}`,
    later: (title: string) => `${title}: still to be written. Lessons may name it already.`,
    exercises: 'Exercises',
    broken: 'Broken',
  },

  summary,

  doors: {
    label: 'This chapter',
    lesson: 'Lesson',
    lessonVerb: 'explains',
    notebook: 'Notebook',
    notebookVerb: 'tries',
    exercise: 'Exercise',
    exerciseVerb: 'asks',
    solution: 'Solution',
    solutionVerb: 'answers',
  },

  lesson: {
    contents: 'On this page',
    anchor: (heading: string) => `Link to the section ${heading}`,
    previous: 'Previous chapter',
    next: 'Next chapter',
    chapters: 'Chapters',
    waysOn: 'Now you',
    tryIt: 'Try it in the notebook',
    resume: 'Continue at',
    openNotebook: 'Open in JupyterLab',
  },

  notebook: {
    wasRun: 'As you ran it last.',
    notRun: 'Nobody has run it here yet.',
    output: 'Output',
    opening: 'To JupyterLab',
    noBroker: 'The notebook needs a broker, and there is none yet.',
    noBrokerNext: 'wait until the broker is ready, then open it again',
  },

  diagram: 'Diagram',
  code: 'Code',
  languages: {
    ts: 'TypeScript',
    js: 'JavaScript',
    sh: 'Shell',
    bash: 'Shell',
    text: 'Text',
    json: 'JSON',
    java: 'Java',
    py: 'Python',
    go: 'Go',
    cs: 'C#',
    properties: 'Properties',
  } as Record<string, string>,
  wrongOnPurpose: 'Wrong on purpose',
  openInEditor: 'Open in editor',
  closedBoxes: { 'other-client': 'With Confluent’s client', background: 'Background' },
  prints: 'prints',
  copy: 'Copy',
  copied: 'Copied',
  callouts: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },

  question: {
    label: 'Predict',
    check: 'Check',
    again: 'Answer again',
    right: 'Right.',
    wrong: 'Not quite.',
    yours: 'your answer',
    choices: 'Choices',
    isRight: 'right',
    isWrong: 'wrong',
    missing: 'Pick one of the choices first.',
  },

  exercise: {
    task: 'Task',
    verdict: 'Verdict',
    run: 'Run',
    runNow: 'Run it now',
    open: 'Open in editor',
    file: 'Your file',
    deleted: 'The file is not there. Reset brings the stub back.',
    deprecated: 'This exercise is no longer part of the course. What you did in it is kept, and counts in no sum.',
    goTo: (label: string) => `Go to ${label}`,
    isCurrent: 'The terminal runs this exercise.',
    makeCurrent: 'Work on this',
    section: 'Read again in the lesson',
    hints: 'Hints',
    hint: (number: number, all: number) => `Hint ${number} of ${all}`,
    showHint: (number: number, all: number) => (number === 1 ? 'Show a hint' : `Show hint ${number} of ${all}`),
    noMoreHints: 'These are all the hints.',
    reset: 'Start over',
    resetHelp: 'Brings the stub back. Your attempt is kept.',
    undo: 'Bring my attempt back',
    undoHelp: 'The newest attempt that was kept when you started over.',
    skip: 'Skip',
    skipHelp: 'Go on without it. It stays open.',
    giveUp: 'Give up and see the solution',
    giveUpHelp: 'You can still solve it later.',
    solution: 'Compare with the solution',
    previous: 'Previous exercise',
    next: 'Next exercise',
    more: 'Other ways on',
  },

  verdict,

  notices: {
    'selected-by-save': '',
    'file-deleted': 'The exercise file was deleted. Reset brings the stub back.',
    'was-reset': 'The stub is back. Your attempt is kept.',
    'was-undone': 'Your attempt is back.',
    'no-more-hints': 'There are no more hints.',
    'solution-closed': 'The solution opens after a pass, or when you give up.',
    'last-one': 'That was the last one. Some exercises before it are still open.',
    'all-done': 'Every exercise is done.',
    failed: 'That did not work.',
  },
  alsoChecked: (checked: readonly (readonly [label: string, passed: boolean])[]) =>
    `Saved too: ${checked.map(([label, passed]) => `${label} ${passed ? 'passed' : 'is not there yet'}`).join(', ')}.`,
  manySaved: (label: string) =>
    `Many exercise files changed at once, so only ${label} is checked. Save another to have it checked.`,

  solution: {
    title: (label: string) => `Solution of ${label}`,
    lead: 'There is more than one good answer. Look at what differs from yours, and why.',
    closed: 'The solution opens after a pass, or when you give up.',
    back: 'Back to the exercise',
    clients: 'Client',
    difference: 'From your file to the solution',
    same: 'Your file and this solution are the same.',
    added: 'added',
    removed: 'removed',
    whole: 'The whole solution',
    wrong: 'Tempting wrong answers, and why they fail',
    rejected: 'The suite answers:',
  },

  broker: brokerText,

  setup: {
    title: 'Set-up',
    lead: 'What is not ready yet gets ready in the background. You can read and write meanwhile.',
    states: { waiting: 'waiting', running: 'at work', ready: 'ready', failed: 'failed', skipped: 'left out' },
  },

  doctor: {
    title: 'Doctor',
    lead: 'What the workbook needs on this machine, and how to mend what is missing.',
    ok: 'ok',
    missing: 'missing',
    broken: 'broken',
    fix: 'To mend it',
    checking: 'Checking this machine',
    again: 'Check again',
    notNeeded: (state: string) => `${state}, not needed`,
    summary: (needed: number, others: number) => {
      if (needed > 0)
        return `${plural(needed, 'thing')} that the workbook needs ${needed === 1 ? 'is' : 'are'} missing.`;
      return others > 0 ? `Ready. ${plural(others, 'other thing')} could be added.` : 'Everything is in order.';
    },
  },

  compare,

  searching,
  review,
  glossary,

  errors: {
    notFound: 'There is no such page.',
    notFoundNext: 'Go to the course',
    broken: 'The workbook made a mistake here.',
    brokenNext: `The terminal shows the details. Try the page again, or restart with ${npmCommand('start')}.`,
    next: 'Next step',
  },

  editor: {
    noFile: (path: string) => `The course has no file ${path}.`,
    noFileNext: 'Open a file of the exercises, solutions or notebooks.',
    none: 'No editor with a window of its own was found.',
    noneNext: (path: string) =>
      `Open ${path} yourself, or set EDITOR to code, cursor, zed, webstorm or subl and restart.`,
    failed: (command: string) => `The editor ${command} did not start.`,
    failedNext: 'Try its command in a terminal.',
  },

  portTaken: (wished: number, port: number) => `Port ${wished} is taken, so the page is on port ${port}.`,
  noPort: (first: number, last: number) => `None of the ports ${first} to ${last} is free for the page.`,
  noPortNext: 'stop what uses them, or name another with --port',

  refusedHost: `This address is not the workbook. Open the one that ${npmCommand('start')} printed.`,
  refusedSize: 'This is more than a form of this page can hold, so it was not read.',
  refusedForm: 'This is no form that can be read, so nothing was done. Send it as a browser does.',
  refusedOrigin: 'This change was asked for by another site, so it was not made.',
} as const;
