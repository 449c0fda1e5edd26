/** What is said of progress and of attempts that are kept, in English. */
export const words = {
  untouched: (label: string) => `Exercise ${label} is as it was handed out: there is nothing to reset.`,
  untouchedNext: (command: string) => `bring an earlier attempt back with: ${command}`,
  changedSuite: (files: readonly string[], reset: string) =>
    `Not as they were handed out: ${files.join(', ')}. The verdict is of what stands there now. Bring them back: ${reset}`,
  noAttempt: (label: string) => `No earlier attempt at exercise ${label} was kept.`,
  noAttemptNext: 'an attempt is kept at each reset',
  unknown: (label: string) => `How exercise ${label} was handed out is not known here.`,
  unknownNext: (file: string) => `copy ${file} from a fresh download of the workbook`,
  setAside: (file: string) =>
    `The progress file could not be read. It is kept as .workbook/${file}, and progress begins anew.`,
  restored: (file: string) =>
    `The progress file could not be read. It is kept as .workbook/${file}, and your progress is back from its copy: nothing is lost.`,
  wasGone:
    'The progress file was gone. Your progress is back from its copy: nothing is lost. To begin anew, end the workbook and delete progress.json and progress.copy.json in .workbook.',
  newer: (path: string) => `A newer version of the workbook wrote ${path}.`,
  newerNext: 'update the workbook (git pull), or move that file away to begin anew',
  lock: 'the progress',
} as const;
