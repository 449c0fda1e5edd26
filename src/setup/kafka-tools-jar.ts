// Kafka's performance tools, for the benchmark: a jar beside those of the broker, brought when somebody measures.
import { join } from 'node:path';
import { cacheFolder } from '../project.ts';
import { downloadAll } from './download.ts';
import { mavenRepository } from './maven-repository.ts';

// The tools of 4.4.0 are not on Maven Central (asked on 2026-11-23); these run with the client of the locked version.
const jar = {
  path: 'org/apache/kafka/kafka-tools/4.3.1/kafka-tools-4.3.1.jar',
  size: 698_668,
  sha256: '62f3c5dd7aa3442d4c5bc6a95f86e2502178ea09de8e27f74d9563bf955e253c',
};

/** Path of the jar, after a download where it is not there. @throws WorkbookError where it cannot be brought. */
export async function kafkaToolsJar(signal: AbortSignal): Promise<string> {
  const file = join(cacheFolder, 'jars', 'kafka-tools-4.3.1.jar');
  const { path, size, sha256 } = jar;
  await downloadAll([{ url: `${mavenRepository()}/${path}`, file, size, sha256 }], { signal });
  return file;
}
