// What is said of the content's files, in English.
import { verbatim } from '../text/catalogue.ts';

export const words = {
  need: {
    cluster: 'three brokers',
    secured: 'users with permissions',
    registry: 'a schema registry',
    language: 'the tools of its language',
  },
  needsOf: (what: readonly string[]) => `needs ${what.join(' and ')}`,
  noFile: (path: string) => `${path}: there is no such file`,
  noRegion: (path: string, region: string) => `${path}#${region}: the file has no such region`,
  includes: (what: string) => `A lesson includes ${what}.`,
  includesNext: 'correct the line that begins with <<<',
  noExercise: (typed: string) => `There is no exercise ${typed}.`,
  nearest: (name: string) => `did you mean ${name}?`,
  seeAll: (command: string) => `see them all with: ${command}`,
  noFrontMatter: 'it must open with front matter between two lines of ---',
  noYaml: (reason: string) => `its YAML does not parse: ${reason}`,
  broken: (path: string, reason: string) => `The content file ${path} is broken: ${reason}.`,
  brokenNext: (path: string) => `correct the file, or bring it back with: ${verbatim(`git checkout -- ${path}`)}`,
  noShape: 'is of no shape that the course knows (see the layout in CONTRIBUTING.md)',
  needs: (partner: string) => `needs ${partner}, which is not there`,
  clashes: (other: string) => `has the number or the name of ${other}`,
  ownId: 'each choice needs its own id',
  oneRight: 'exactly one choice must be right',
  badId: 'must be words in lower case, with - between them',
  idTwice: 'each id must stand there once',
} as const;

/** docs/coverage.md is published in English, whatever language its author's workbook speaks. */
export const coverageText = {
  titles: { part: 'Parts', claim: 'Claims', bug: 'Faults in its code' },
  head: '| what | where |',
  exercise: (title: string) => `exercise ${title}`,
  fault: (exercise: string) => `a wrong answer of exercise ${exercise}`,
  notebook: (title: string) => `notebook ${title}`,
  page: (view: string) => `the page's view /${view}`,
  later: (what: string) => `later: ${what}`,
  title: 'Where the source chapter is in the course',
  intro: 'Made from coverage.yaml by `node src/course/write-coverage.ts`, and checked by `workbook check`.',
} as const;
