const needs = 'needs ';

/** What is said of programs that are built, and of the tools and packages that they need, in English. */
export const words = {
  /** What each reason begins with that is the machine's, not the program's: a tool or a package that is not here. */
  needs,
  builtByAnother: (name: string, pid: number) => `${name}: another workbook (process ${pid}) builds it; waiting`,
  doesNotBuild: (reason: string) => `does not build: ${reason}`,
  needsTool: (tool: string, atLeast: string | undefined, found: string | undefined) =>
    `${needs}${tool}${atLeast === undefined ? '' : ` ${atLeast}`}${found === undefined ? '' : `, found ${found}`}`,
  needsPackage: (name: string | undefined, version: string | undefined) =>
    `${needs}${name === undefined ? 'packages' : [name, version].filter(Boolean).join(' ')} from NuGet`,
} as const;
