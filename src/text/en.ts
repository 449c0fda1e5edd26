// Every string of the terminal's commands in English (watch mode has its own: src/watch/en.ts).
import { command, npmCommand } from './command.ts';

const count = (amount: number, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`;

const stateNames = {
  pending: 'open',
  passed: 'passed',
  skipped: 'skipped',
  'gave-up': 'solution seen',
};

/** What is said of an exercise before its task. */
interface Facts {
  readonly kind: string;
  readonly minutes: number;
  readonly points: number;
}

export const text = {
  stateNames,
  next: 'Next:',
  bug: 'This is a mistake in the workbook, not yours. Please report it with the lines above.',
  noJson: (name: string) => `${name} has no --json: it goes on and on.`,
  noJsonNext: `for one verdict as data: ${command('run --json')}`,
  usageNext: (name: string | undefined) =>
    `see how it is used: ${command(name === undefined ? '--help' : `${name} --help`)}`,
  noBrokerCommand: (typed: string) => `broker has no command ${JSON.stringify(typed)}.`,
  nearestBrokerCommand: (name: string) => `did you mean ${command(`broker ${name}`)}?`,
  tooMany: (most: number) => `it must be ${most.toLocaleString('en')} at most.`,
  badTimes: (typed: string) => `${JSON.stringify(typed)} is no number of times: it is 1 or more.`,
  files: {
    unnamed: 'A file',
    trouble: {
      forbidden: (path: string) => `${path} may not be written.`,
      inTheWay: (path: string) =>
        `${path} cannot be written: a file is where a folder belongs, or a folder where a file does.`,
      full: (path: string) => `${path} cannot be written: the disk is full.`,
    },
    next: {
      forbidden:
        "make yourself the owner of the workbook's folder and of .workbook in it, then run the same command again",
      inTheWay: 'move it away, then run the same command again',
      full: 'free about 1 GB of disk space, then run the same command again',
    },
  },
  progress: {
    notSaved: (why: string) => `Your progress could not be saved: ${why}`,
    noExercises: 'This course has no exercises.',
    noExercisesNext: 'bring the folder exercises/ back, for example with: git checkout -- exercises',
  },
  list: {
    title: 'Kafka clients workbook',
    passed: (passed: number, total: number) => `${passed} of ${count(total, 'exercise', 'exercises')} passed`,
    points: (points: number, total: number) => `${points} of ${total} points`,
    minutes: (minutes: number) => `${minutes} min`,
    exercisePoints: (best: number, most: number) => `${best}/${most}`,
    current: 'you are here',
    fast: 'fast',
    fastTrack: (labels: string) => `Fast track, one exercise a chapter: ${labels}`,
    goOn: (label: string) => `Go on with ${label}: ${command('next')}`,
    allDone: 'All exercises are passed.',
    lacks: (why: string) => `Not here: ${why}`,
    deprecated: 'No longer part of the course, and not counted:',
  },
  task: {
    kinds: { write: 'write', fix: 'fix', survive: 'survive', tune: 'tune', prove: 'prove' },
    facts: ({ kind, minutes, points }: Facts) =>
      `${kind}, about ${minutes} minutes, ${count(points, 'point', 'points')}`,
    edit: 'Edit:',
    lesson: 'Lesson:',
    check: (label: string) => `Check it: ${command(`run ${label}`)}`,
    hint: (label: string) => `Stuck:    ${command(`hint ${label}`)}`,
    allDone: 'All exercises are passed. Nothing is left to do.',
    lastOne: (label: string) => `Exercise ${label} is the last one that is not passed.`,
  },
  start: {
    running: (what: string, fraction: number | undefined) =>
      fraction === undefined ? what : `${what} ${Math.round(fraction * 100)} %`,
    took: (ms: number) => `${(ms / 1000).toFixed(1)} s`,
    next: 'Next:',
    badBrokers: (typed: string) => `${JSON.stringify(typed)} is no count of brokers that can be had: it is 1 or 3.`,
    badPort: (typed: string) => `${JSON.stringify(typed)} is no port: it is a number from 0 to 65535.`,
  },
  run: {
    debugger: (url: string) =>
      `Your file waits for a debugger at ${url}\nIn VS Code: Run and Debug, "Attach to my answer". Nothing has a deadline meanwhile.`,
    noTest: (label: string, wanted: string) => `No test of ${label} has ${JSON.stringify(wanted)} in its name.`,
    tests: (ids: readonly string[]) => `Its tests are: ${ids.join(', ')}.`,
    goOn: `Go on: ${command('next')}`,
    solution: (label: string) => `Compare with the solution: ${command(`solution ${label}`)}`,
  },
  hint: {
    heading: (number: number, all: number) => `Hint ${number} of ${all}`,
    none: (label: string) => `Exercise ${label} has no hints.`,
    more: (label: string) => `One more hint: ${command(`hint ${label}`)}`,
    last: (label: string) => `That was the last hint. Still stuck? ${command(`solution ${label} --give-up`)}`,
    lastPassed: 'That was the last hint.',
  },
  solution: {
    closed: (label: string) => `You have not passed exercise ${label} yet, so its solution stays closed.`,
    closedNext: (label: string) =>
      `${command(`hint ${label}`)}, or see it all the same with: ${command(`solution ${label} --give-up`)}`,
    heading: (label: string, title: string, client: string) => `A solution of ${label} ${title}, with ${client}`,
    difference: 'From your file (-) to this solution (+):',
    same: 'Your file is the same as this solution.',
    noFile: 'Your file is not there, so there is nothing to compare.',
    other: (label: string, client: string) =>
      `With the other client: ${command(`solution ${label} --client ${client}`)}`,
    noSuch: (label: string, client: string) => `Exercise ${label} has no solution with ${client}.`,
    noSuchNext: 'leave out --client: the main solution is there',
  },
  reset: {
    done: (label: string) => `Exercise ${label} is as it was handed out.`,
    undone: (label: string) => `Your earlier attempt at exercise ${label} is back.`,
    mended: (files: readonly string[]) => `As they were handed out again: ${files.join(', ')}.`,
    kept: 'What was in the file is kept in',
    undo: (label: string) => `Bring it back: ${command(`reset ${label} --undo`)}`,
  },
  interrupted: 'Interrupted.',
  skip: {
    done: (label: string) => `Exercise ${label} is skipped. It stays open in the list.`,
    passedAlready: (label: string) => `Exercise ${label} is passed already.`,
  },
  quiz: {
    none: (chapter: string) => `Chapter ${chapter} asks no questions.`,
    ask: (last: number) => `Your answer (1-${last}, or Enter to leave it): `,
    right: 'Right.',
    wrong: 'Not that one.',
    score: (right: number, asked: number) => `${right} of ${asked} right.`,
    again: (chapter: number) => `Try again: ${command(`quiz ${chapter}`)}`,
  },
  review: {
    nothing: 'Nothing to review now. A question comes back 1, 3 and 10 days after a wrong answer.',
    from: (lesson: string) => `From “${lesson}”:`,
  },
  glossary: {
    none: (word: string) => `The glossary has no ${JSON.stringify(word)}.`,
    noneNext: `See all words with: ${command('glossary')}`,
    also: (spellings: readonly string[]) => `also: ${spellings.join(', ')}`,
    more: (chapter: string, anchor: string) => `More: lessons/${chapter}.md#${anchor}`,
  },
  test: {
    /** What each part proves, by its name. */
    proves: {
      types: 'everything compiles',
      'browser-types': 'the page’s browser code compiles',
      'page-types': 'the tests that drive a browser compile',
      lint: 'no rule is broken and no promise floats',
      format: 'all files have one style',
      unused: 'no file and no dependency is left over',
      unit: 'what needs no broker',
      'own-broker': 'brokers start, end with their owner, and leave nothing behind',
      broker: 'what needs a broker',
      content: 'solutions pass; stubs and wrong answers fail, each for its reason',
      secured: 'a cluster of yours with TLS, with a login and without, is as good as the workbook’s own',
      clients: 'the clients of the comparison work here and understand each other',
      notebooks: 'notebooks run from top to bottom in the real kernel',
      page: 'the page in a real browser, with a keyboard and for a screen reader',
    } as Readonly<Record<string, string>>,
    heading: (name: string, proves: string) => `${name}: ${proves}`,
    skipped: (reason: string) => `skipped: ${reason}`,
    outcome: ({ name, passed, failed, duration }: { name: string; passed: number; failed: number; duration: number }) =>
      `${name}: ${passed} passed, ${failed} failed (${(duration / 1000).toFixed(1)} s)`,
    line: (part: {
      name: string;
      passed: number;
      failed: number;
      skipped: number;
      duration: number;
      reason: string | undefined;
    }) =>
      part.passed + part.failed === 0 && part.reason !== undefined
        ? `${part.name.padEnd(13)} ${'-'.padStart(7)}    skipped: ${part.reason}`
        : `${part.name.padEnd(13)} ${(part.duration / 1000).toFixed(1).padStart(7)} s  ${part.passed} passed, ${part.failed} failed${part.skipped > 0 ? `, ${part.skipped} skipped` : ''}`,
    total: ({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }) =>
      `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    notebook: (where: string, sound: boolean, took: number) =>
      `${sound ? 'sound ' : 'broken'} ${where} (${took.toFixed(1)} s)`,
    client: (kind: 'passed' | 'failed' | 'skipped', what: string) => `${kind.padEnd(7)} ${what}`,
    secured: {
      exercise: (label: string, protocol: string) => `${label} is solved on ${protocol}`,
      leftOut: (labels: readonly string[]) =>
        labels.length === 0
          ? 'every exercise can be run there'
          : `${labels.join(', ')} cannot be run there, and says why`,
      tooMany: (most: number) => `more than ${most} exercises`,
      grade: 'grade gives a solution its points',
      view: 'the page shows a record as it comes',
      notebook: 'a notebook runs',
    },
    changed: (paths: number, parts: readonly string[], exercises: readonly string[]) =>
      `${paths} changed files: ${parts.join(', ')}${exercises.length > 0 ? ` (exercises ${exercises.join(', ')})` : ''}`,
    noChange: 'git cannot say what has changed since this branch left main.',
    noChangeNext: `name the parts to run, such as: ${command('test types unit')}`,
    interop: {
      writes: (client: string) => `${client} writes every case`,
      reads: (reader: string, writer: string) => `${reader} reads what ${writer} wrote`,
      known: (what: string, wrong: string) => `${what}: ${wrong} (as in the newest result)`,
      worse: (what: string, known: string) => `${what}, though the newest result says: ${known}`,
      better: (what: string) => `${what} works, though the newest matrix says that it cannot`,
      asKnown: ' (as in the matrix)',
    },
    slowest: 'The slowest tests:',
    slow: (part: string, what: string, seconds: number) => `${seconds.toFixed(1).padStart(7)} s  [${part}] ${what}`,
    failures: 'What failed:',
    unsteady: 'What passed at its second try only:',
    failure: (part: string, what: string) => `[${part}] ${what.replaceAll('\n', '\n    ')}`,
    noPart: (name: string) => `${npmCommand('test')} has no part ${JSON.stringify(name)}.`,
    nearestPart: (name: string) => `did you mean ${name}?`,
  },
  measure: {
    machine: (m: {
      cores: number;
      processor: string;
      memoryGB: number;
      system: string;
      node: string;
      kafka: string;
      load: number;
    }) =>
      `${m.cores} cores (${m.processor}), ${m.memoryGB} GB, ${m.system}, Node ${m.node}, Kafka ${m.kafka}, load ${m.load}`,
    now: (name: string) => `measuring: ${name}`,
    figure: (f: { name: string; unit: string; median: number; p95: number; count: number; aim: number | null }) =>
      `${f.name}: median ${f.median} ${f.unit}, p95 ${f.p95} ${f.unit} (${f.count} times${f.aim === null ? '' : `, aim ${f.aim}`})`,
    skipped: (name: string, reason: string) => `${name} is skipped: ${reason}`,
    unknown: (name: string) => `There is no measurement ${JSON.stringify(name)}.`,
  },
  read: {
    lesson: 'Lesson:',
    notebook: 'Notebook:',
    page: `Page:     open with ${npmCommand('start')}`,
    minutes: (minutes: number) => `about ${minutes} minutes`,
    noChapter: (typed: string) => `There is no chapter ${JSON.stringify(typed)}.`,
    noChapterNext: (nearest: string | undefined) =>
      nearest === undefined ? `see them all with: ${command('list')}` : `did you mean ${nearest}?`,
    noChapters: 'This course has no chapters.',
  },
} as const;
