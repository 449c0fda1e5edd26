// Every string of the notebooks' tools in English.
import { command } from '../text/command.ts';

const repair = command('doctor --fix');
const open = command('notebooks');

export const text = {
  noBroker: 'This notebook has no broker: nobody has told it an address.',
  noBrokerNext: `open it by "${open}", which starts one; or name one in KAFKA_BOOTSTRAP_SERVERS`,
  noRows: '(no rows)',
  noPython: 'Notebooks need the Python environment of the workbook, and it is not there.',
  noPythonNext: `install it: ${repair}`,
  pythonFailed: (script: string, lines: string) => `${script} failed:\n${lines}`,
  pythonFailedNext: `see whether something is missing: ${repair}`,
  noNotebook: (chapter: number) => `Chapter ${chapter} has no notebook.`,
  noNotebookNext: `see the chapters: ${command('list')}`,
  written: (path: string) => `${path} written.`,
  inStep: 'Every .ipynb is in step with its .ts.',
  putAside: (name: string) => `Your copy is kept beside the new one as ${name}.`,
  behind: (chapter: number) =>
    `The course has a newer notebook. You have written in yours, so it was left as it is. The new one: ${command(`notebooks ${chapter} --fresh`)} (yours is kept).`,
  labAt: (url: string) => `JupyterLab: ${url}`,
  yourCopy: (path: string, withBroker: boolean) =>
    `The notebook is your own copy: ${path}. Ctrl-C stops JupyterLab${withBroker ? ' and the broker' : '; the broker stays'}.`,
  brokerLost: 'The broker has ended, so JupyterLab was stopped. What you wrote is saved.',
  labFailed: (lines: string) => `JupyterLab did not start:\n${lines}`,
  labFailedNext: (log: string) => `read ${log}, and see whether something is missing: ${repair}`,
  live: {
    groupsDeleted: 'all groups to be deleted',
    takesRecords: (topic: string) => `${topic} to take records`,
    marked: 'the ends of all transactions to stand in their partitions',
    gone: (topic: string) => `${topic} to be gone`,
    replicasToBe: (topic: string) => `the replicas of ${topic} to be as awaited`,
    logToHold: (count: number, topic: string) =>
      `${count} ${count === 1 ? 'record' : 'records'} in the log of ${topic}`,
    groupToBe: (group: string) => `the group ${group} to be as you wait for`,
    group: (group: string, state: string, members: number) =>
      `Group ${group}: ${state}, ${members} ${members === 1 ? 'member' : 'members'}`,
    recordsToBe: (topic: string) => `records in ${topic} that are as you wait for`,
    records: (count: number, topic: string) => `${count} ${count === 1 ? 'record' : 'records'} in ${topic}`,
    newest: (count: number) => `; the newest ${count}`,
    sinceStart: 'milliseconds since the start',
  },
  cleanUpFailed: 'Clean-up failed:',
  run: {
    cellFailed: (name: string, cell: number) => (cell > 0 ? `${name}: cell ${cell} failed.` : `${name} failed.`),
    afterLast: (name: string) => `${name}: what the cells left running failed after the last one.`,
    tooLong: (seconds: number) => `It did not end within ${seconds} seconds.`,
  },
  check: {
    noRoundTrip: `jupytext would write it otherwise: a cell is not in percent format, or the header is not that of the other notebooks`,
    outOfStep: `its .ipynb is not made from it: ${command('notebooks --sync')}`,
    outputs: `its .ipynb holds outputs, which would go stale: ${command('notebooks --sync')}`,
    leftovers: (names: readonly string[]) => `it left on the broker: ${names.join(', ')}`,
    slow: (seconds: number, expected: number) =>
      `two rounds took ${seconds.toFixed(0)} seconds; a learner should not wait longer than ${expected} for one`,
    otherOutput: ({ shows, prints }: { shows: string; prints: string }, printed: string) =>
      `the lesson shows "${shows}" where it prints "${prints}". All that it prints:\n${printed.trimEnd()}`,
    wroteErrors: (said: string) => `it writes to stderr, which no lesson shows:\n${said}`,
    plainFailed: (said: string) => `it fails by plain node:\n${said}`,
    plainEndless: (seconds: number) =>
      `by plain node it did not end within ${seconds} seconds: a client is not disconnected, or a timer runs on`,
  },
} as const;
