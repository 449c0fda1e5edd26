import { setGlobalProxyFromEnv } from 'node:http';

const defaultRepository = 'https://repo.maven.apache.org/maven2';

/** Where jars come from, without a slash at the end: Maven Central, or WORKBOOK_MAVEN_REPOSITORY. Heeds the environment's proxy. */
export function mavenRepository(): string {
  setGlobalProxyFromEnv();
  return (process.env['WORKBOOK_MAVEN_REPOSITORY'] ?? defaultRepository).replace(/\/+$/, '');
}
