// How a command's words become a process on this system.
import { existsSync } from 'node:fs';
import { win32 } from 'node:path';
import { findNpm } from '../../bin/npm.mjs';

export interface ProcessWords {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are one line for Windows' shell, quoted already. */
  readonly windowsVerbatimArguments?: true;
}

interface System {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly npm: readonly string[] | undefined;
  readonly exists: (file: string) => boolean;
}

const here = (): System => ({ platform: process.platform, env: process.env, npm: findNpm(), exists: existsSync });

/**
 * The process for a command. On Windows npm is run by Node itself, and what is a batch file there, as Maven is, by the
 * shell: Node refuses to start one (CVE-2024-27980). Everything else is its first word with the others.
 */
export function commandFor([word = '', ...args]: readonly string[], system: Partial<System> = {}): ProcessWords {
  const { platform, env, npm, exists } = { ...here(), ...system };
  if (platform !== 'win32') return { file: word, args };
  if (word === 'npm' && npm?.[0] !== undefined) return { file: npm[0], args: [...npm.slice(1), ...args] };
  const batch = batchFile(word, env, exists);
  if (batch === undefined) return { file: word, args };
  const line = [batch, ...args].map(quoted).join(' ');
  return { file: env['ComSpec'] ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], windowsVerbatimArguments: true };
}

/** The batch file that a word means on the PATH, unless a program of that name comes before it. */
function batchFile(word: string, env: NodeJS.ProcessEnv, exists: System['exists']): string | undefined {
  if (/[\\/.]/.test(word)) return undefined;
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(';').filter(Boolean)) {
    const found = ['.exe', '.cmd', '.bat'].map((ending) => win32.join(folder, word + ending)).find(exists);
    if (found !== undefined) return found.endsWith('.exe') ? undefined : found;
  }
  return undefined;
}

/** For cmd.exe: in quotes, so that neither spaces nor its own signs part a word. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '""').replaceAll('%', '%%')}"`;
}
