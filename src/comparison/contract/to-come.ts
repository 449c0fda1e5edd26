// Room for the clients of the source chapter that have no folder yet: tables name what they wait for.
const languagesToCome: readonly string[] = ['dotnet'];

/** "needs dotnet" for a client whose language is still to come; undefined for every other. */
export function needsToCome(client: string): string | undefined {
  const language = languagesToCome.find((name) => client.startsWith(`${name}-`));
  return language === undefined ? undefined : `needs ${language}`;
}
