// The help of every command in English. The first line is what the overview shows.
import { npmCommand } from './command.ts';

/** One line for the overview; all of it for the command's own help. */
const entry = (summary: string, more?: string) => ({
  summary,
  full: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.${more === undefined ? '' : ` ${more}`}`,
});

export const help = {
  program: 'Learn Kafka clients on a real broker: lessons, notebooks, and exercises that check themselves.',
  json: 'print one JSON document instead of text',
  plain: 'no colours and nothing that moves (NO_COLOR does the same for colours)',
  help: 'show this help',
  helpCommand: 'show the help of one command',
  exitCodes: `
Exit codes: 0 done, 1 not passed, 2 wrong use, 3 something is missing or broken on this machine.`,
  /** Commander's headings, by its own. */
  titles: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Global Options:': 'Global Options:',
    'Commands:': 'Commands:',
  } as Readonly<Record<string, string>>,
  /** What commander adds to an option in brackets, by its own words. */
  extras: { choices: 'choices', default: 'default', env: 'env' } as Readonly<Record<string, string>>,
  misuse: {
    unknownCommand: (name: string) => `unknown command '${name}'`,
    unknownOption: (name: string) => `unknown option '${name}'`,
    missingArgument: (name: string) => `missing required argument '${name}'`,
    optionWithout: (flags: string) => `option '${flags}' argument missing`,
    badOption: (flags: string, value: string) => `option '${flags}' argument '${value}' is invalid.`,
    badVariable: (flags: string, value: string, name: string) =>
      `option '${flags}' value '${value}' from env '${name}' is invalid.`,
    badArgument: (value: string, name: string) =>
      `command-argument value '${value}' is invalid for argument '${name}'.`,
    choices: (names: string) => `Allowed choices are ${names}.`,
    tooMany: (name: string, expected: number, got: number, all: string) =>
      `too many arguments${name && ` for '${name}'`}. Expected ${expected} argument${expected === 1 ? '' : 's'} but got ${got}: ${all}.`,
    nearest: (names: string) => `Did you mean ${names}?`,
  },
  groups: {
    learn: 'Learn:',
    look: 'Find your way:',
    machine: 'This machine:',
    compare: 'Compare clients:',
    prove: 'For teachers and authors:',
  },
  glossaryWord: 'such as lag or auto.offset.reset; all words without',
  exercise: 'such as 1/2, connections/fail-well or the path of its file; without it, the one you are at',
  chapter: 'such as 1 or connections; without it, the one you are at',
  client: 'the client that the solution uses',
  test: 'only the tests whose id holds this; progress stays as it is',
  inspect: 'wait for a debugger before your file is loaded; nothing has a deadline then',
  giveUp: 'show it without having passed',
  undo: 'bring the last attempt back; a second time swaps again',
  broker: 'where the broker comes from',
  poll: 'look at the files again and again, where saves are not seen (mounted drives, WSL2)',
  port: "the page's port; where it is taken, the next free one",
  fix: 'first try again to bring what is missing, also what takes minutes',
  brokers: '3 starts three, of which every topic has a replica on each',
  brokerStart: 'Start a broker that lives on after this command, unless one runs already.',
  brokerImage: 'Build an image of the same Kafka for Docker, from what is here, where none can be downloaded.',
  brokerStop: 'Stop the broker that this workbook started.',
  brokerStatus: 'Show the broker that commands would use. Exit code 1 where there is none.',
  brokerPort: 'a fixed port for the broker; any free one without',
  exercises: 'such as 1/2 or connections/fail-well; all without',
  gradeFile: 'grade this file instead of your own; as often as you like',
  submissions: 'grade every folder in this one, each a copy of exercises/ that somebody handed in',
  format: 'text for a person, or a report for a program',
  checkLesson: 'run the programs of this lesson alone, and compare what they print with what it shows',
  checkWrite: 'with --lesson: put what they print into the lesson',
  keep: "leave the run's topics and groups on the broker, to look at them with peek",
  peekName: 'a topic or group, or a part of its name; without it what there is',
  peekRecords: 'so many of the newest records of each partition',
  noPager: 'print it at once instead of page by page',
  repeat:
    'run everything this often, to find what passes by chance; 20,3 runs wrong answers 3 times and all else 20 times',
  record: 'keep in docs/proved.json what is proved, for CI',
  testParts: 'such as unit or content; all without',
  changed: 'only what the change at hand can break: what git shows since the branch left main',
  brief:
    'only what shows that a broker of this kind will do: one solution a suite, three notebooks, the tests of the container',
  sample:
    'run a third of the wrong answers of what docs/proved.json shows to be proved, as CI does; the seed says which',
  strict: 'a part that cannot run on this machine counts as failed',
  mutantsParallel: 'how many run at once; three for each core without',
  mutantsWrite: 'keep the results, and write docs/mutants.md from them',
  mutantsReport: 'only write docs/mutants.md again, after a change of docs/mutants.yaml',
  noBrowser: 'only print the address',
  fresh: "put your copy aside and begin with the course's notebook",
  sync: 'for authors: write every .ipynb anew from its .ts',
  measurements: 'such as save or embedded; all without',
  measureRepeat: 'how often to repeat what is quick; what is slow repeats less',
  clientList: 'Show every client of the comparison, and whether it can run here.',
  clientRun:
    'Run one scenario or feature of a client, with a topic and a group of its own. Exit code 1 where it does not work, 3 where it cannot run here.',
  clientName: 'such as node-kafkajs or go-franz-go',
  clientScenario:
    'produce, consume, read, partitions, bench-produce, bench-consume, latency, or a feature such as gzip',
  clientRecords: 'how many records produce, consume and read take',
  matrixFeatures: 'Run every feature of every client on a broker of its own, and check at the broker what came of it.',
  matrixInterop: 'Let every client read what every other one wrote, byte for byte; partitions and transactions too.',
  matrixClients: 'only these clients, such as node-kafkajs',
  matrixOnly: 'only these features, such as gzip',
  matrixDeadline: 'how long one program may take, in seconds',
  otherBroker:
    'in place of a broker of its own; given: the cluster of KAFKA_BOOTSTRAP_SERVERS. Such a result is never what page and advice rest on',
  matrixNoSave: 'only print it',
  benchQuick: 'a few minutes: the Node clients, fewer workloads, less time for each',
  benchClient: 'only these, such as node-kafkajs',
  benchWorkload: 'only these, the names of the files in benchmarks/workloads',
  benchRounds: 'how often each client runs; 5, or 2 with --quick',
  benchResume: 'go on with the one that was interrupted; the other words must be the same',
  benchOut: 'folder for the result and its chart; benchmarks/results without',
  chooseLanguage: 'the language of your program',
  chooseNeed: 'what it needs beyond producing and consuming in a group',
  chooseNative: 'whether it may use code that is compiled for each platform',
  chooseMaintained: 'whether the client must get releases',
  chooseFirst: 'what decides between those that are left',
  chooseDefaults: 'ask nothing: any language, no needs, native code allowed, releases wanted, throughput first',
  newExercise: 'lay out all files of an exercise',
  newPlace: 'chapter and number, such as 5/3',
  newSlug: 'its name, an act: read-the-lag',
  newClient: 'begin a client as a copy of one in the same language',
  newClientName: 'language and client, such as go-mine',
  newReaderCopy: 'copy task, lesson and stub of every exercise, and nothing else',
  newFolder: 'folder that is not there yet',
  commands: {
    choose: entry(
      'choose a client by a few questions',
      'Reasons come from the newest results in benchmarks/results. What you give as an option is not asked.',
    ),
    bench: entry(
      'measure the clients of the comparison beside each other',
      'Throughput, latency, CPU and memory on a broker of its own. Leave the machine alone meanwhile. Ctrl-C keeps what is done.',
    ),
    client: entry(
      'list the clients of the comparison, or run one',
      'A client whose toolchain is missing says what it needs.',
    ),
    matrix: entry(
      'prove what each client can do, and who understands whom',
      'It starts a broker with TLS, SASL and ACLs and a Schema Registry, runs each client, and writes a dated file to benchmarks/results. Ctrl-C keeps what is done.',
    ),
    measure: entry(
      'measure what a learner waits for, on this machine',
      'Set-up, start of a broker, save to verdict beside plain vitest, a chapter, a notebook, memory. Leave the machine alone meanwhile.',
    ),
    notebooks: entry(
      "open a chapter's notebook in JupyterLab",
      'It runs until Ctrl-C. You work in a copy of your own; the broker is there, and its address is set.',
    ),
    test: entry(
      `prove the whole workbook, part by part (what ${npmCommand('test')} runs)`,
      'The last line counts what passed and failed in all parts together.',
    ),
    doctor: entry('show what the workbook needs and what of it is here', 'Each line that is not ok says what to do.'),
    broker: entry(
      'start, stop or show the broker',
      'You rarely need this: every command finds or starts a broker. A started one is shared by all terminals.',
    ),
    grade: entry(
      'grade your exercises, or those that others handed in',
      'Without arguments it grades all of yours. Exit code 1 where anything is not passed.',
    ),
    check: entry(
      'prove the content: solutions pass, stubs and wrong answers fail',
      'Also checks that every file has its place, that links and included code exist, and that the programs of lessons print what the lessons show.',
    ),
    new: entry(
      'lay out the files of an exercise or a client, or a copy for a reader',
      'new 5/3 slug lays out all files of an exercise, new client go-mine a client, new reader-copy task, lesson and stub alone.',
    ),
    mutants: entry(
      'show which small changes of the solutions their suites do not notice',
      'Each change is handed in as an answer that should fail. Those that live and are right all the same stand in docs/mutants.yaml with the reason. Exit code 1 where less than 90 % of the others are killed.',
    ),
    start: entry(
      `bring up page, broker and watch mode (what ${npmCommand('start')} runs)`,
      'Nothing waits for what it does not need, and what is not ready yet says so. Without a terminal it prints the address of the page and stays until it is told to end (Ctrl-C, SIGTERM).',
    ),
    run: entry('check an exercise once', 'Shows the verdict test by test. Exit code 0 means passed, 1 not passed.'),
    watch: entry(
      'check the current exercise at every save',
      'Starts where you stopped. The keys are on the screen. Nothing moves on before you say so.',
    ),
    list: entry('show chapters, exercises, points, and where you are'),
    next: entry('show the task to work at now'),
    hint: entry(
      'show one more hint at each call',
      'Hints go from where to look to what to write. The workbook remembers how many you have seen.',
    ),
    solution: entry(
      'show the solution and how it differs from your file',
      'The solution opens when you have passed the exercise, or with --give-up. You can still pass it later.',
    ),
    reset: entry(
      'bring an exercise back as it was handed out',
      'Your attempt is not lost: it moves to .workbook/attempts, and --undo brings it back.',
    ),
    skip: entry('leave an exercise for later and go on to the next'),
    bundle: entry(
      'pack an answer, its log, requests and versions for a teacher',
      'Runs the exercise once and writes one Markdown file, for when you think that a verdict is wrong.',
    ),
    peek: entry(
      "look at a topic's records or a group's lag",
      `After a run with --keep, or while ${npmCommand('start')} runs. It reads without a group and leaves no trace.`,
    ),
    read: entry(
      "read a chapter's lesson here",
      'Page by page by $PAGER or less; --json says where lesson and notebook are.',
    ),
    quiz: entry("answer the questions of a chapter's lesson here"),
    review: entry(
      'answer the questions that come back',
      'A question comes back 1, 3 and 10 days after its last wrong answer, at most eight at a time.',
    ),
    glossary: entry('say what a word means', 'Any spelling will do, also the name of a setting or an error.'),
  },
} as const;
