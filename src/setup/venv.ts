// Where things are in the project's Python environment. Paths only.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project.ts';

const windows = process.platform === 'win32';

export const venvFolder = join(projectRoot, '.venv');

/** A program of the environment, such as python, uv or jupyter; it is there once its step is done. */
export function venvProgram(name: string): string {
  return windows ? join(venvFolder, 'Scripts', `${name}.exe`) : join(venvFolder, 'bin', name);
}

/** The folder that pip installs packages into, or undefined where there is no environment. */
export function sitePackages(): string | undefined {
  if (windows) return join(venvFolder, 'Lib', 'site-packages');
  const lib = join(venvFolder, 'lib');
  const name = existsSync(lib) ? readdirSync(lib).find((entry) => entry.startsWith('python3')) : undefined;
  return name === undefined ? undefined : join(lib, name, 'site-packages');
}
