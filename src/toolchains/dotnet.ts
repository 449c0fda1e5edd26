// What a build by the .NET SDK needs around it, and what its restore says.

/** No build server stays behind, and nothing is told to anybody. */
export const dotnetBuildEnvironment: Readonly<Record<string, string>> = {
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  MSBUILDDISABLENODEREUSE: '1',
};

// No such package, no such version, no package but others like it, no source that answers.
const notFound = /\bNU1(?:101|102|103|301)\b/;

/** True where a restore ended because a package could not be had, which says nothing against the folder. Pure. */
export const lacksPackage = (output: string): boolean => notFound.test(output);
