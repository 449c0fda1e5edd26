// What the grader says to a learner. Messages of suites are the suites' own.
import { command } from '../text/command.ts';

export const words = {
  noExport: (file: string, name: string) => `${file} does not export ${name}, which the suite imports.`,
  noExportIn: (module: string, name: string) =>
    `There is nothing named ${name} to import from ${JSON.stringify(module)}.`,
  noNamedExport: (file: string, name: string, module: string) =>
    `${file} imports ${name} by its name from ${module}, an older kind of package of which Node does not see every name.\n` +
    `Write instead: import all from '${module}'; const { ${name} } = all;`,
  missingModule: (name: string, file: string) =>
    `${file} imports ${JSON.stringify(name)}, and there is no such module.`,
  doesNotCompile: (file: string, line: number | undefined, reason: string) =>
    `${file} does not compile${line ? ` (line ${line})` : ''}: ${reason}`,
  throwsOnLoad: (file: string, reason: string) => `${file} fails as soon as it is imported: ${reason}`,
  threw: (reason: string, place: string) => `Your code threw: ${reason}${place}`,
  /** Ends a sentence on what was thrown. */
  at: (file: string, line: number) => ` (${file}, line ${line})`,
  threwNoError: (value: string) =>
    `Your code threw ${value}, which is not an Error: a caller sees neither a message nor a line.`,
  calledExit: (code: string) =>
    `Your code called process.exit(${code}), which ends the whole process, whatever else it was doing. Return or throw instead.`,
  timedOut: (seconds: number) =>
    `This test had not ended after ${seconds} s.\nUsually: a promise that never settles, or a client that waits for something that never comes.`,
  uncaught: (reason: string, place: string) =>
    `A promise of your code was rejected and nobody handled it: ${reason}${place}\nUsually: an async call without await.`,
  stuck: (seconds: number, file: string, line: number | undefined) =>
    `Your code did not give way for ${seconds} s, so it was stopped: a loop that never ends${line ? ` (${file}, line ${line})` : ''}.`,
  outOfMemory: (megabytes: number | undefined) =>
    `Your code used ${megabytes ? `${megabytes} MB` : 'too much memory'}, so it was stopped: something grows without an end.`,
  tooMuchOutput: (megabytes: number, file: string, line: number | undefined) =>
    `Your code printed more than ${megabytes} MB, so it was stopped: something prints again and again${line ? ` (${file}, line ${line})` : ''}.`,
  deadline: (seconds: number) => `The tests had not ended after ${seconds} s, so they were stopped.`,
  crashed: (how: string) => `The process that ran your code ended in the middle (${how}).`,
  unlinked:
    'Your code broke off the connection to the tests, so it was stopped. It closes or writes to descriptor 3, which is not its own.',
  crashedBySignal: (signal: string) => `signal ${signal}`,
  crashedWithCode: (code: number) => `exit code ${code}`,
  unstarted: (reason: string) => `The suite could not be run: ${reason}`,
  stopped: 'The run was stopped.',
  cutShort: 'It was running when the run ended.',
  notRun: 'Not run.',
  noCluster: 'this run has no cluster',
  missed: (what: string) =>
    `Not graded: the fault did not fall inside your work, in three runs. ${what.charAt(0).toUpperCase()}${what.slice(1)}. Run it again.`,
  needs: {
    cluster: 'This exercise needs a cluster of its own, which it breaks: start the workbook with --broker embedded.',
    clusterOnWindows: 'This exercise freezes brokers, which Windows cannot: on Windows it runs with Docker only.',
    secured:
      'This exercise needs a broker on which users can be made and granted permissions: start the workbook with --broker embedded.',
  },
  harness: (reason: string) => `Not graded, by a fault of the workbook or the machine: ${reason}`,
  brokerLost: (brokers: string) =>
    `The broker at ${brokers} stopped answering during the run. Start it again, then save once more.`,
  noFile: (file: string) => `There is no file ${file}.`,
  notHandedIn: (why: string) => `Not handed in: ${why}.`,
  noFileBut: (name: string, kind: string) => `${name} is ${kind} and no file`,
  kinds: { folder: 'a folder', pipe: 'a pipe', socket: 'a socket', device: 'a device' },
  deadLink: (name: string) => `${name} is a link that leads nowhere`,
  unreadable: (name: string) => `${name} may not be read by this user`,
  noSuite: (suite: string, label: string) =>
    `The suite ${suite} is not there. Bring it back: ${command(`reset ${label}`)}`,
  brokenSuite: (suite: string, reason: string, label: string) =>
    `The suite ${suite} does not compile: ${reason}. It is not your answer that is wrong. Bring it back: ${command(`reset ${label}`)}`,
  bringBack: (label: string) => `Bring it back: ${command(`reset ${label}`)}`,
  noSubmissions: (folder: string) => `There are no submissions in ${folder}.`,
  noSubmissionsNext: 'name a folder that holds a folder for each learner, with their copy of exercises/ in it',
  leftOut: {
    macosx: (name: string) =>
      `${name} is left out: macOS puts it into archives, and it holds nothing that is handed in.`,
    link: (name: string) => `${name} is left out: it is a link. Put the folder itself there.`,
    archive: (name: string) => `${name} is left out: it is an archive. Unpack it into a folder of its own.`,
  },
  deeper: (learner: string, inside: string) =>
    `${learner}: what is graded stands one folder deeper, in ${learner}/${inside}/.`,
  several: (learner: string, inside: readonly string[]) =>
    `${learner}: nothing is graded, because answers stand in several folders (${inside.join(', ')}). Keep one of them.`,
  oneTooHigh: (folder: string) => `${folder} holds no submissions, but folders that hold some.`,
  oneTooHighNext: (inside: string) => `name the folder of the class itself, such as ${inside}`,
  suiteEnded: (how: string, lastWords: string) => `the process of the suite ended (${how}).${lastWords}`,
  workerEnded: (how: string) => `A worker process ended at its start (${how}).`,
  oneExercise: (results: number) =>
    `Exercism takes the result of one exercise at a time, and this report holds ${results}.`,
  oneExerciseNext: 'name one exercise, or choose --format json',
  oneLearner: (service: string, learners: number) =>
    `${service} takes the grade of one learner at a time, and this report holds ${learners}.`,
  oneLearnerNext: 'grade one submission, or choose --format json',
  noTests: 'The suite holds no tests.',
  verdicts: { passed: 'passed', failed: 'not passed', 'not-graded': 'not graded' },
  columns: ['exercise', 'verdict', 'points'],
  sum: (learner: string, points: number, most: number) => `${learner}: ${points} of ${most} points`,
  states: { met: 'Met.', 'not-met': 'Not met.', 'not-reached': 'Not reached.', 'not-graded': 'Not graded.' },
} as const;
