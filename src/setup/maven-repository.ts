import { heedNetworkSettings } from './network.ts';
import { pipSettings } from './pip-config.ts';

const defaultRepository = 'https://repo.maven.apache.org/maven2';

/** Where jars come from, without a slash at the end: Maven Central, or WORKBOOK_MAVEN_REPOSITORY. Makes `fetch` heed the machine's proxy and certificates. */
export function mavenRepository(): string {
  heedNetworkSettings(pipSettings());
  return (process.env['WORKBOOK_MAVEN_REPOSITORY'] ?? defaultRepository).replace(/\/+$/, '');
}
