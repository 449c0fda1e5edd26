import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ask } from '../processes/ask.ts';

// Kafka 4's broker needs Java 17.
const oldest = 17;

/** Homebrew does not put its Java on the PATH. */
const homebrew = ['/opt/homebrew/opt/openjdk/bin', '/usr/local/opt/openjdk/bin'];

/** The path of a java >= 17 in JAVA_HOME or on the PATH, links resolved; undefined where there is none. */
export async function findSystemJava(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const program = process.platform === 'win32' ? 'java.exe' : 'java';
  for (const folder of javaFolders(env)) {
    const java = join(folder, program);
    if (existsSync(java) && (await majorOf(java)) >= oldest) return realpathSync(java);
  }
  return undefined;
}

function javaFolders(env: NodeJS.ProcessEnv): string[] {
  const home = env['JAVA_HOME'];
  const path = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...(home ? [join(home, 'bin')] : []), ...path, ...(process.platform === 'darwin' ? homebrew : [])];
}

async function majorOf(java: string): Promise<number> {
  try {
    const { stderr } = await ask(java, ['-version'], { timeout: 20_000 });
    return Number(/version "(?<major>\d+)/.exec(stderr)?.groups?.['major'] ?? 0);
  } catch {
    // macOS has a stub of this name that only says that there is no Java.
    return 0;
  }
}
