// What the embedded broker is made of, as set-up has brought it.
import { findJava } from '../../setup/java.ts';
import { jarsStep, kafkaClassPath } from '../../setup/jars.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { NotHere } from './ask-sources.ts';
import { brokerText } from './words.ts';

export interface JavaParts {
  /** The java command. */
  readonly java: string;
  /** Such as 25.0.2. */
  readonly javaVersion: string;
  /** Kafka's jars, as the class path that java takes. */
  readonly classPath: string;
}

/** The installed parts, or the set-up step that has not brought its own yet. */
export async function findJavaParts(): Promise<JavaParts | 'java' | 'jars'> {
  const java = await findJava();
  if (java === undefined) return 'java';
  if (!jarsStep.upToDate()) return 'jars';
  return { java: java.path, javaVersion: java.version, classPath: kafkaClassPath() };
}

/** Why there is no broker without what this step brings. */
export function withoutParts(step: 'java' | 'jars'): NotHere {
  return { reason: step === 'java' ? brokerText.noJava : brokerText.noJars, next: brokerText.startNext };
}

/** The installed parts. @throws WorkbookError where set-up has not brought them. */
export async function requireJavaParts(): Promise<JavaParts> {
  const parts = await findJavaParts();
  if (typeof parts !== 'string') return parts;
  const { reason, next } = withoutParts(parts);
  throw new WorkbookError(`${reason}.`, { next });
}
