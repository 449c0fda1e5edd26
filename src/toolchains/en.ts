/** What is said of tools and packages that a client of the comparison needs, in English. */
export const words = {
  needsTool: (tool: string, atLeast: string | undefined, found: string | undefined) =>
    `${needs}${tool}${atLeast === undefined ? '' : ` ${atLeast}`}${found === undefined ? '' : `, found ${found}`}`,
  needsPackage: (name: string, version: string) => `${needs}${name} ${version} from NuGet`,
} as const;

const needs = 'needs ';

/** True for a reason that is the machine's, not the client's: a tool or a package that is not here. */
export const isLack = (reason: string): boolean => reason.startsWith(needs);
