/** What is said of the Schema Registry, in English. */
export const registryText = {
  name: 'Apicurio Registry',
  downloading: (version: string) => `downloading Apicurio Registry ${version} (159 MB)`,
  noJava: 'The Schema Registry needs Java 21.',
  noJavaNext: (command: string) => `Run ${command}, which installs it.`,
  starting: (version: string) => `starting Apicurio Registry ${version}`,
} as const;
