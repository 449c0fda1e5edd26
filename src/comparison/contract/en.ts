// What is said of a client's folder and of what came of its runs, in English.

/** Outcomes stand in results, which are published: they are in English whatever language their author's workbook speaks. */
export const outcomes = {
  noLine: 'printed no result line',
  brokenResult: (issues: string) => `printed a result that breaks the contract: ${issues}`,
  nonsense: (shown: string) => `printed nonsense instead of a result line: ${shown}`,
  late: (seconds: number) => `gave no answer within ${seconds} s and was killed`,
  andEnded: (code: number | string) => ` and ended with code ${code}`,
} as const;

export const words = {
  otherFolder: (name: string) => `the folder must be ${name}`,
  broken: (path: string, reason: string) => `${path} does not describe a client: ${reason}`,
  brokenNext: 'clients/README.md shows what it must hold',
} as const;
